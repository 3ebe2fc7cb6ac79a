/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.nio.file.Path;

/** The ways to open a store that tests of answers go through. */
final class OpenModes {
  private OpenModes() {}

  /** The options of a mode. Inflated files lie below {@code directory}. */
  static OpenOptions of(String mode, Path directory) {
    OpenOptions options = OpenOptions.defaults();
    return switch (mode) {
      case "HEAP" -> options.inMemory();
      case "REMOTE" -> options.remote(1 << 20);
      case "CACHED" -> options.cacheBytes(1 << 20);
      case "INFLATED" -> options.inflateInto(directory.resolve("inflated"));
      default -> options;
    };
  }
}
