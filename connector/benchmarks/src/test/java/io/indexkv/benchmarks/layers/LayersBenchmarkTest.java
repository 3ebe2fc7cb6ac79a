/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.RunDirectory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayersBenchmarkTest {
  @TempDir Path directory;

  @Test
  void measuresSmallStores() throws Exception {
    LayersBenchmark.main(
        new RunDirectory(directory)
            .arguments(
                "--entries",
                "1000",
                "--facts",
                "3000",
                "--layers",
                "1,3",
                "--files",
                "7",
                "--runs",
                "1"));
    assertThat(new RunDirectory(directory).results().resolve("README.md"))
        .content()
        .contains("| 1 | ", "| 3 | ", "| compacted | ", "| of all layers | ")
        .contains("| 7 | local | ", "| 7 | cached | ", "| while another store changes | ")
        .contains("--entries 1000")
        .doesNotContain("| 2 | ", directory.toString());
  }
}
