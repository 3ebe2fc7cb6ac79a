/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.Internal;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the storage of a store by its location. */
public final class Storages {
  private Storages() {}

  /**
   * The storage of the store at LOCATION: a URI, or a path in the default file system of CONF. The
   * store need not exist. Local files that are not compressed are used in place, others through the
   * {@link HadoopOptions#CACHE_DIR}. {@link HadoopStores} is what users call.
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
