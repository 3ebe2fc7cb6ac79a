/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.store.LocalStorage;
import io.indexkv.store.Storage;
import java.io.IOException;
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

  /** Option: how often a read that fails is tried in all, on top of what the client does; 4. */
  public static final String READ_ATTEMPTS = "indexkv.read.attempts";

  /**
   * Option: true to commit on a file system that cannot create a file atomically if it is absent.
   * Only for stores that one job at a time writes.
   */
  public static final String SINGLE_WRITER = "indexkv.commit.single-writer";

  private Storages() {}

  /**
   * The storage of the store at LOCATION: a URI, or a path in the default file system of CONF. The
   * store need not exist. Local files that are not compressed are used in place, others through the
   * {@link #CACHE_DIR}.
   */
  public static Storage open(String location, Configuration conf) throws IOException {
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
