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
   * The storage of the store at {@code location}: a URI, or a path in the default file system of
   * {@code conf}. The store need not exist. Readers use local files in place if they are not
   * compressed, and copies in the {@link HadoopOptions#CACHE_DIR} otherwise. Users call {@link
   * HadoopStores} instead.
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
