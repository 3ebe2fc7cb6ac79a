/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.store.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultDirectoryTest {
  private static final Dataset MILLIONS = new Dataset(KeyKind.RANDOM, 10_000_000);

  @TempDir Path directory;

  private ResultDirectory results;

  @BeforeEach
  void create() throws IOException {
    results = ResultDirectory.create(directory, "- machine: a fast one\n");
  }

  private void score(String store, Dataset data, Measure measure, double value) throws IOException {
    results.scores().add(new Score(store, data, measure, value, Double.NaN));
  }

  private String table() throws IOException {
    return Files.readString(results.writeTable());
  }

  @Test
  void keepsScores() throws IOException {
    Score score = new Score("lmdb", MILLIONS, Measure.BATCH_2, 12.5, 0.25);
    results.scores().add(score);
    assertThat(results.scores().read()).containsExactly(score);
  }

  @Test
  void saysHowItWasMeasured() throws IOException {
    results.note("hashmap: left out");
    assertThat(table()).contains("- machine: a fast one\n- hashmap: left out\n");
  }

  @Test
  void showsEachStoreAndWhatWasNotMeasured() throws IOException {
    score("indexkv", MILLIONS, Measure.HIT, 400);
    score("indexkv", MILLIONS, Measure.SCAN, 0.5);
    score("sparkey", MILLIONS, Measure.HIT, 800);
    assertThat(table())
        .contains(
            """
            ## random keys, 10,000,000 entries

            | store | hit ns | scan, M entries/s |
            |---|---:|---:|
            | indexkv | 400 | 20.0 |
            | sparkey | 800 | – |
            """);
  }

  @Test
  void tellsTargetsMetFromMissed() throws IOException {
    score("indexkv", MILLIONS, Measure.HIT, 500);
    score("indexkv", MILLIONS, Measure.HIT_2, 520);
    score("sparkey", MILLIONS, Measure.HIT, 800);
    score("lmdb", MILLIONS, Measure.HIT, 1000);
    assertThat(table())
        .contains("| hit ÷ sparkey's hit | ≤ 0.67 | 0.63 | met |")
        .contains("| hit ÷ lmdb's hit | ≤ 0.33 | 0.50 | **missed** |")
        .contains("| hit, two threads ÷ one thread, throughput | ≥ 1.80 | 1.92 | met |")
        .doesNotContain("paldb");
  }

  @Test
  void countsBytesOverKeyAndValue() throws IOException {
    score("floor", MILLIONS, Measure.RAW, 1_080_000_000);
    score("indexkv", MILLIONS, Measure.SIZE, 1_330_000_000);
    assertThat(table())
        .contains("| indexkv | 133.0 | +25.0 |")
        .contains("| bytes an entry over key and value | ≤ 24.00 | 25.00 | **missed** |");
  }

  @Test
  void comparesAHundredMillionsWithTen() throws IOException {
    Dataset hundredMillions = new Dataset(KeyKind.RANDOM, 100_000_000);
    score("indexkv", MILLIONS, Measure.HIT, 500);
    score("indexkv", hundredMillions, Measure.HIT, 750);
    assertThat(table()).contains("| hit ÷ hit of 10 M entries | ≤ 1.60 | 1.50 | met |");
  }

  @Test
  void takesAFurtherDirectoryForAFurtherRun() throws IOException {
    assertThat(ResultDirectory.create(directory, "").path().toString())
        .isEqualTo(results.path() + "-2");
  }
}
