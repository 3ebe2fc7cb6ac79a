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
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every query gives the same rows on stores as on Parquet. */
class TpcBenchmarkTest {
  @TempDir Path directory;

  @Test
  void tpcHGivesTheSameRowsOnStores() throws IOException {
    List<TpcTimes> queries =
        run("--suite", "tpch", "--scale", "0.1", "--mode", "on", "--runs", "0");

    assertThat(queries).hasSize(22);
    assertThat(queries).filteredOn(query -> query.rows() > 0).hasSize(22);
    // these have no equality with the whole key of a table on the right
    assertThat(withoutLookupJoin(queries)).containsExactly("q1", "q4", "q6", "q13", "q22");
  }

  /** Every ninth query, for the time it takes; the benchmark runs all of them. */
  @Test
  void tpcDsGivesTheSameRowsOnStores() throws IOException {
    List<TpcQuery> all = TpcSuite.DS.queries();
    assertThat(all).hasSize(103);
    List<TpcQuery> some =
        IntStream.range(0, all.size()).filter(i -> i % 9 == 0).mapToObj(all::get).toList();

    List<TpcTimes> queries =
        run(
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
    assertThat(withoutLookupJoin(queries)).containsExactly("q10", "q78");
  }

  @Test
  void writesATableOfTheTimes() throws IOException {
    TpcBenchmark.main(
        arguments(
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

  private static List<String> withoutLookupJoin(List<TpcTimes> queries) {
    return queries.stream()
        .filter(query -> query.lookupJoins() == 0)
        .map(query -> query.query().toString())
        .toList();
  }

  private List<TpcTimes> run(String... options) throws IOException {
    TpcOptions parsed = TpcOptions.parse(arguments(options));
    try (SparkSession spark = TpcBenchmark.session(parsed)) {
      return TpcBenchmark.run(spark, parsed);
    }
  }

  private String[] arguments(String... options) {
    return new RunDirectory(directory).arguments(options);
  }
}
