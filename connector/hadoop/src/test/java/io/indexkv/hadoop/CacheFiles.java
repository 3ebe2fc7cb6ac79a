/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is in the cache of a test, whose directory is "cache" below the test's. */
final class CacheFiles {
  private CacheFiles() {}

  /** All files, those being made included, but the one for locks. */
  static List<Path> below(Path directory) throws IOException {
    try (var files = Files.list(directory.resolve("cache"))) {
      return files.filter(f -> !f.endsWith(".locks")).toList();
    }
  }
}
