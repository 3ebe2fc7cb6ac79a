/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.RunDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderedBenchmarkTest {
  @TempDir Path directory;

  @Test
  void measuresFewRows() throws Exception {
    OrderedBenchmark.main(
        new RunDirectory(directory).arguments("--facts", "1000", "--keys", "50", "--runs", "1"));
    assertThat(new RunDirectory(directory).results().resolve("README.md"))
        .content()
        .contains(
            "# Ordered lookups of 1,000 facts in 250 rows",
            "| one to many | lookup, access=prefix | ",
            "| validity interval | sort-merge | ",
            "| as of | window over the union of both | ",
            "| longest prefix | all beginnings of each number | ");
  }
}
