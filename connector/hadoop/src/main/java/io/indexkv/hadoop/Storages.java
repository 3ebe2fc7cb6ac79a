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
  /** Option: the local directory for copies of remote store files; shared by all JVMs of a host. */
  public static final String CACHE_DIR = "indexkv.cache.dir";

  /**
   * Option: true to commit on a file system that cannot create a file atomically if it is absent.
   * Only for stores that one job at a time writes.
   */
  public static final String SINGLE_WRITER = "indexkv.commit.single-writer";

  private Storages() {}

  /**
   * The storage of the store at LOCATION: a URI, or a path in the default file system of CONF. The
   * store need not exist. Local stores are used in place, others through the {@link #CACHE_DIR}.
   */
  public static Storage open(String location, Configuration conf) throws IOException {
    Path path = new Path(location);
    FileSystem fs = path.getFileSystem(conf);
    Path root = fs.makeQualified(path);
    if (fs.getUri().getScheme().equals("file")) {
      return new LocalStorage(java.nio.file.Path.of(root.toUri().getPath()));
    }
    return new HadoopStorage(fs, root, Publication.of(fs, root, conf), LocalCache.of(conf));
  }
}
