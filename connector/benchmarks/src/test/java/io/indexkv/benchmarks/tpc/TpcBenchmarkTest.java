/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.benchmarks.Arguments;
import io.indexkv.benchmarks.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The queries of TPC-DS give the same rows on stores as on Parquet, and times become a table. */
@Tag("slow")
class TpcBenchmarkTest {
  @TempDir Path directory;

  /** Every ninth query, for the time it takes; the benchmark runs all of them. */
  @Test
  void tpcDsGivesTheSameRowsOnStores() throws IOException {
    List<TpcQuery> all = TpcSuite.DS.queries();
    assertThat(all).hasSize(103);
    List<TpcQuery> some =
        IntStream.range(0, all.size()).filter(i -> i % 9 == 0).mapToObj(all::get).toList();

    List<TpcTimes> queries =
        TpcTestRun.of(
            directory,
            "--suite",
            "tpcds",
            "--scale",
            "0.01",
            "--mode",
            "on",
            "--runs",
            "0",
            "--queries",
            Arguments.list(some));

    assertThat(queries).hasSize(12);
    // so little data has none of these rows, which Spark sees before it joins
    assertThat(queries)
        .filteredOn(query -> query.rows() == 0)
        .extracting(query -> query.query().toString())
        .containsExactly("q10", "q78");
    assertThat(TpcTestRun.withoutLookupJoin(queries)).containsExactly("q10", "q78");
  }

  @Test
  void writesATableOfTheTimes() throws IOException {
    TpcBenchmark.main(
        new RunDirectory(directory)
            .arguments(
                "--scale", "0.001", "--queries", "q1,q10", "--stores", "customer", "--runs", "2"));

    Path result = new RunDirectory(directory).results();
    assertThat(result.resolve("README.md"))
        .content()
        .contains("# tpch, scale 0.001", "| q1 | 4 | 0 |", "| q10 |", "stores: customer");
    assertThat(Files.readAllLines(result.resolve("raw.csv"))).hasSize(1 + 2 * 2 * 2);
    assertThat(result.resolve("plans.txt"))
        .content()
        .contains("q1\nAdaptiveSparkPlan", "q10\nAdaptiveSparkPlan", "LookupJoin")
        .doesNotContain(directory.toString());
  }
}
