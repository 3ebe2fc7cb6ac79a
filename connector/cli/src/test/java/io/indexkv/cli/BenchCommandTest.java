/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The figures differ from run to run: what is tested is that there are some, of each kind. */
class BenchCommandTest {
  @TempDir Path directory;

  private Run bench(String csv, String columns, String key) throws IOException {
    Files.writeString(directory.resolve("rows.csv"), csv);
    Run made = Run.in(directory, "import", "s", "rows.csv", "--key", key, "--columns", columns);
    assertThat(made.exit()).as(made.err()).isZero();
    return Run.in(directory, "bench", "s", "--seconds", "0.02", "--batch", "3");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "INT|1|2",
        "BIGINT|1|2",
        "SMALLINT|1|2",
        "STRING|a|b",
        "BINARY|00|ff",
        "DATE|2026-01-02|2026-01-03",
        "TIMESTAMP|2026-01-02T00:00:00Z|2026-01-03T00:00:00Z",
        "TIMESTAMP_NTZ|2026-01-02T00:00:00|2026-01-03T00:00:00",
        "DECIMAL(10,2)|1.50|2.50",
        "DECIMAL(38,2)|1.50|2.50"
      })
  void eachKindHasAFigure(String type, String one, String other) throws IOException {
    Run run = bench("k\n" + one + "\n" + other + "\n", "k " + type, "k");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().map(line -> line.replaceAll("  +", "  ")))
        .hasSize(5)
        .anyMatch(line -> line.matches("hit  [0-9,]+  [0-9,]+"))
        .anyMatch(line -> line.matches("hit, in batches  [0-9,]+  [0-9,]+"))
        .anyMatch(line -> line.matches("miss  [0-9,]+  [0-9,]+"))
        .anyMatch(line -> line.matches("miss, in batches  [0-9,]+  [0-9,]+"));
    assertThat(run.err())
        .isEqualTo("one thread, 2 keys of 2 entries, version 1, files mapped into memory\n");
  }

  @Test
  void aStoreOfAllKeysHasNoMisses() throws IOException {
    Run run = bench("k\ntrue\nfalse\n", "k BOOLEAN", "k");

    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("hit").doesNotContain("miss");
    assertThat(run.err()).contains("no misses: no key was found that the store does not have");
  }

  @Test
  void anEmptyStoreCannotBeMeasured() throws IOException {
    Run run = bench("k\n", "k INT", "k");

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("s has no entries");
  }
}
