/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements give on a store what suites of Spark expect of any table. */
@Tag("versions")
class SparkStatementsTest {
  private static final Path PAGE = Path.of("../../docs/compatibility.md");
  private static final String TABLE = "kv.of_spark.t";

  private final SparkSession spark = LocalSpark.session();

  /** The ways to insert rows. */
  private enum Way {
    SQL,
    DATA_FRAME
  }

  @BeforeEach
  void createNamespace() {
    spark.sql("create namespace if not exists kv.of_spark");
    dropTable();
  }

  @AfterEach
  void dropTable() {
    // the cached view reads the table
    spark.sql("uncache table if exists cached_ids");
    spark.catalog().dropTempView("cached_ids");
    spark.sql("drop table if exists " + TABLE);
  }

  static Stream<Arguments> cases() {
    return SparkCases.all().stream()
        .filter(SparkCase::isRun)
        .flatMap(
            c ->
                c.hasTwoWays()
                    ? Stream.of(Arguments.of(c, Way.SQL), Arguments.of(c, Way.DATA_FRAME))
                    : Stream.of(Arguments.of(c, Way.SQL)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void givesWhatSparkExpects(SparkCase sparks, Way way) {
    spark.sql(
        "create table %s (%s) tblproperties ('key' = '%s')"
            .formatted(TABLE, sparks.columns(), sparks.key()));
    Queries.with(
        sparks.settings(),
        () -> {
          List<String> statements = sparks.statements();
          int last = statements.size() - 1;
          statements.subList(0, last).forEach(statement -> run(statement, way));
          if (sparks.error() == null) {
            run(statements.get(last), way);
          } else {
            assertThatThrownBy(() -> run(statements.get(last), way))
                .hasMessageContaining(sparks.error());
          }
          return null;
        });

    assertThat(spark.sql(sparks.query().formatted(TABLE)).collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrderElementsOf(sparks.rows());
  }

  /** The reason why most of the others are not run. */
  @Test
  void aStoreHasNoPartitions() {
    assertThatThrownBy(
            () ->
                spark.sql(
                    "create table %s (id bigint, data string) partitioned by (id)"
                        .formatted(TABLE)))
        .hasMessageContaining("partition");
  }

  @Test
  void thePageNamesWhatIsRunAndWhatIsNot() throws IOException {
    Map<String, List<SparkCase>> suites =
        SparkCases.all().stream()
            .collect(
                Collectors.groupingBy(SparkCase::suite, LinkedHashMap::new, Collectors.toList()));
    List<String> rows = new ArrayList<>();
    suites.forEach(
        (suite, cases) -> {
          long run = cases.stream().filter(SparkCase::isRun).count();
          rows.add(
              "| `%s` | %d | %d | %d |".formatted(suite, cases.size(), run, cases.size() - run));
        });
    SparkCases.all().stream()
        .filter(c -> !c.isRun())
        .forEach(c -> rows.add("| `%s` | %s | %s |".formatted(c.suite(), c.name(), c.skipped())));

    assertThat(Files.readAllLines(PAGE)).as("rows of %s", PAGE).containsSubsequence(rows);
  }

  private void run(String statement, Way way) {
    int colon = statement.indexOf(':');
    String kind = colon < 0 ? "" : statement.substring(0, colon);
    String rest = statement.substring(colon + 1);
    switch (kind) {
      case "append" -> insert(rest, SaveMode.Append, way);
      case "overwrite" -> insert(rest, SaveMode.Overwrite, way);
      case "often" -> {
        Dataset<Row> result = spark.sql(rest.formatted(TABLE));
        result.collectAsList();
        result.takeAsList(5);
        result.where("true").collectAsList();
      }
      default -> spark.sql(statement.formatted(TABLE));
    }
  }

  private void insert(String query, SaveMode mode, Way way) {
    if (way == Way.SQL) {
      String verb = mode == SaveMode.Append ? "insert into" : "insert overwrite";
      spark.sql("%s %s %s".formatted(verb, TABLE, query));
    } else {
      spark.sql(query).write().mode(mode).insertInto(TABLE);
    }
  }
}
