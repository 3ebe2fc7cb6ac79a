/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.hadoop.HadoopOptions;
import java.net.URI;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system of local files that IndexKV treats as remote and reads through its cache. */
public final class FarFileSystem extends RawLocalFileSystem {
  private static final String SCHEME = "far";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }

  /** The location of a local directory on this file system. */
  static String location(Path directory) {
    return SCHEME + ":" + directory;
  }

  static Configuration configuration(Path cache) {
    Configuration conf = new Configuration();
    conf.set("fs." + SCHEME + ".impl", FarFileSystem.class.getName());
    conf.set(HadoopOptions.CACHE_DIR, cache.toString());
    return conf;
  }
}
