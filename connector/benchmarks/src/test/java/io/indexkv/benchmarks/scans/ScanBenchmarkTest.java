/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query gives the same rows on both tables, and the times become a table. */
class ScanBenchmarkTest {
  @TempDir Path directory;

  @Test
  void measuresEveryQuery() throws Exception {
    RunDirectory run = new RunDirectory(directory);
    ScanBenchmark.main(run.arguments("--rows", "20000", "--runs", "1", "--repeats", "1"));

    for (ScanQuery query : ScanQuery.values()) {
      assertThat(run.results().resolve("README.md")).content().contains("| " + query + " | ");
    }
    assertThat(run.results().resolve("README.md"))
        .content()
        .contains("two-columns, store ÷ Parquet | ≤ 1.20", "--rows 20000")
        .doesNotContain(directory.toString());
    assertThat(Files.readAllLines(run.results().resolve("raw.csv")))
        .hasSize(1 + 2 * ScanQuery.values().length);
    assertThat(run.results().resolve("plans.txt"))
        .content()
        .contains("count store\n", "one-key parquet\n", "IndexKvScan")
        .doesNotContain(directory.toString());
  }
}
