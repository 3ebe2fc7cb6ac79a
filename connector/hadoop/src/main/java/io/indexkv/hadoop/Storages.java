/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.Internal;
import io.indexkv.file.CompressionLimit;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the storage of a store by its location. */
public final class Storages {
  /**
   * Option: the local directory for copies of remote store files; shared by all JVMs of a host that
   * run as one user. Nobody else may write to it; files of other names in it are left alone.
   */
  public static final String CACHE_DIR = "indexkv.cache.dir";

  /**
   * Option: what the copies may have together, for example 500g; by default as much as the disk
   * has. Copies that no process has mapped make room for others, the one used longest ago first.
   */
  public static final String CACHE_MAX_BYTES = "indexkv.cache.max-bytes";

  /**
   * Option: how many times longer the entries of a compressed file may be than the file, 1000 by
   * default. A file beyond that is refused, unless its entries have at most 16 MiB.
   */
  public static final String MAX_COMPRESSION_RATIO = "indexkv.compression.max-ratio";

  /** Option: how often a read that fails is tried in all, on top of what the client does; 4. */
  public static final String READ_ATTEMPTS = "indexkv.read.attempts";

  /**
   * Option: true to commit on a file system that cannot create a file atomically if it is absent.
   * Only for stores that one job at a time writes.
   */
  public static final String SINGLE_WRITER = "indexkv.commit.single-writer";

  private Storages() {}

  static CompressionLimit compressionLimit(long ratio) {
    return new CompressionLimit(ratio, "the option " + MAX_COMPRESSION_RATIO);
  }

  /**
   * The storage of the store at LOCATION: a URI, or a path in the default file system of CONF. The
   * store need not exist. Local files that are not compressed are used in place, others through the
   * {@link #CACHE_DIR}. {@link HadoopStores} is what users call.
   */
  @Internal
  public static Storage open(String location, Configuration conf) throws IOException {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(conf, "conf");
    Path path = new Path(location);
    FileSystem fs = path.getFileSystem(conf);
    Path root = fs.makeQualified(path);
    LocalCache cache = LocalCache.of(conf);
    if (fs.getUri().getScheme().equals("file")) {
      return new LocalStorage(
          java.nio.file.Path.of(root.toUri().getPath()), new CachedInflation(cache));
    }
    return new HadoopStorage(fs, root, Publication.of(fs, root, conf), cache, Retries.of(conf));
  }
}
