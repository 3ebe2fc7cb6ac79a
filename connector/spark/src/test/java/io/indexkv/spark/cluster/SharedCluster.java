/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** The cluster that all tests of a JVM share, one application at a time. */
final class SharedCluster {
  private static StandaloneCluster cluster;

  private SharedCluster() {}

  static synchronized StandaloneCluster get() {
    if (cluster == null) {
      try {
        cluster = StandaloneCluster.start(Path.of("target"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return cluster;
  }
}
