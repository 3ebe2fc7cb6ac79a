/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.RunDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportBenchmarkTest {
  @TempDir Path directory;

  @Test
  void measuresFewRows() throws Exception {
    ImportBenchmark.main(
        new RunDirectory(directory).arguments("--rows", "1000", "--runs", "1", "--heap", "512m"));
    assertThat(new RunDirectory(directory).results().resolve("README.md"))
        .content()
        .contains("# Import of 1,000 rows", "| Spark's writer, warm | ", "| `indexkv import`");
  }

  @Test
  void theImportHasTheOptionsOfTheStartScript() throws Exception {
    assertThat(ImportBenchmark.flags()).contains("-XX:+UseParallelGC");
  }
}
