/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks that the README's code works. Its paths start at the root of the project, like this test.
 */
class ReadmeTest {
  private static final Path README = Path.of("README.md");
  private static final Path THIS_TEST =
      Path.of("examples/src/test/java/io/indexkv/examples/ReadmeTest.java");

  @Test
  void snippetWorks() throws IOException {
    try (SparkSession spark = SparkSession.builder().master("local[2]").getOrCreate()) {
      // the README's snippet
      Dataset<Row> airports = spark.read().option("header", true).csv("examples/data/airports.csv");
      airports
          .write()
          .format("indexkv")
          .option("key", "iata")
          .mode("overwrite")
          .save("target/airports");

      spark.read().format("indexkv").load("target/airports").createOrReplaceTempView("airports");
      spark.read().parquet("examples/data/flights-3m.parquet").createOrReplaceTempView("flights");
      Dataset<Row> enriched =
          spark.sql("SELECT f.*, a.city FROM flights f LEFT JOIN airports a ON f.origin = a.iata");
      enriched.explain(); // LookupJoin, and no Exchange
      enriched.show();
      // the rest of the test

      enriched.createOrReplaceTempView("enriched");
      assertThat(spark.sql("EXPLAIN SELECT * FROM enriched").first().getString(0))
          .contains("LookupJoin")
          .doesNotContain("Exchange");
      assertThat(
              spark.sql("SELECT DISTINCT city FROM enriched WHERE origin = 'SEA'").collectAsList())
          .extracting(row -> row.getString(0))
          .containsExactly("Seattle");
    }
  }

  @Test
  void sqlWorks(@TempDir Path warehouse) throws IOException {
    try (SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.sql.catalog.kv", "io.indexkv.spark.catalog.IndexKvCatalog")
            .config("spark.sql.catalog.kv.warehouse", warehouse.toString())
            .getOrCreate()) {
      List<String> statements = statements(between(README, "```sql"::equals, "```"::equals));
      assertThat(statements).hasSize(6);
      Row last = null;
      for (String statement : statements) {
        List<Row> rows = spark.sql(statement).collectAsList();
        if (statement.startsWith("EXPLAIN")) {
          assertThat(rows.get(0).getString(0)).contains("LookupJoin").doesNotContain("Exchange");
        }
        last = rows.isEmpty() ? null : rows.get(0);
      }
      assertThat(last).isNotNull();
      assertThat(last.getString(0)).isEqualTo("Seattle");
      assertThat(spark.sql("SELECT city FROM kv.airports WHERE iata = 'SEA'").first().getString(0))
          .isEqualTo("Seattle, Washington");
    }
  }

  private static List<String> statements(List<String> lines) {
    String text =
        lines.stream().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    return Arrays.stream(text.split(";"))
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  @Test
  void snippetIsTheOneTested() throws IOException {
    List<String> shown = between(README, "```java"::equals, "```"::equals);
    List<String> tested =
        between(THIS_TEST, "// the README's snippet"::equals, "// the rest of the test"::equals);
    assertThat(withoutSpace(shown)).isNotEmpty().isEqualTo(withoutSpace(tested));
  }

  @Test
  void tryItAndTestItGiveOneCommandEach() throws IOException {
    for (String heading : List.of("## Try it", "## Test it")) {
      List<String> section = between(README, heading::equals, line -> line.startsWith("## "));
      assertThat(section.stream().filter(line -> line.startsWith("```"))).as(heading).hasSize(2);
      int fence = section.indexOf("```");
      assertThat(section.get(fence + 1)).as(heading).startsWith("mvn ");
      assertThat(section.get(fence + 2)).as(heading).isEqualTo("```");
    }
  }

  /** Removes white space, because the formatter breaks lines where the README does not. */
  private static String withoutSpace(List<String> lines) {
    return String.join("", lines).replaceAll("\\s", "");
  }

  /**
   * The stripped lines between two others: after the first that matches {@code start}, and before
   * the next that matches {@code end}.
   */
  private static List<String> between(Path file, Predicate<String> start, Predicate<String> end)
      throws IOException {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .map(String::strip)
          .dropWhile(start.negate())
          .skip(1)
          .takeWhile(end.negate())
          .toList();
    }
  }
}
