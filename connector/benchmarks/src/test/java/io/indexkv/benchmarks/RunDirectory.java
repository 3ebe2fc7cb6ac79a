/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where a test has a benchmark put its data and its results. */
public record RunDirectory(Path path) {
  /** The options that say so, after others. */
  public String[] arguments(String... options) {
    return Stream.concat(
            Stream.of(options),
            Stream.of(
                "--data",
                path.resolve("data").toString(),
                "--results",
                path.resolve("results").toString()))
        .toArray(String[]::new);
  }

  /** What the one run wrote. */
  public Path results() throws IOException {
    try (Stream<Path> runs = Files.list(path.resolve("results"))) {
      return runs.findFirst().orElseThrow();
    }
  }
}
