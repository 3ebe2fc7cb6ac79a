/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Stores with keys of each type and of several columns, written and read. */
class KeyKindsTest {
  private static final int ROWS = 100;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @AfterEach
  void dropView() {
    spark.catalog().dropTempView("kinds");
  }

  @ParameterizedTest
  @EnumSource
  void comesBackSortedByKeyAndIsFoundByIt(KeyKind kind) {
    Dataset<Row> rows = write(kind);
    Column[] key = kind.columns().stream().map(functions::col).toArray(Column[]::new);

    assertThat(store().dataFiles()).hasSizeGreaterThan(1);
    assertThat(store().read().coalesce(1).collectAsList())
        .usingElementComparator((x, y) -> x.equals(y) ? 0 : 1)
        .isEqualTo(rows.sort(key).collectAsList());
    for (StructField field : store().read().schema().fields()) {
      assertThat(field.nullable()).isEqualTo(!kind.columns().contains(field.name()));
    }
    assertFinds(kind.equalTo("7L"), 7L);
    assertFinds(kind.equalTo("2500L"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a in (1, 2) and b in (-1, -2, -6, null)           | 1, 2, 6",
        "a = 1 and b = -1 or b = -7 and a = 2              | 1, 7",
        "(a = 1 or a = 2) and (b = -1 or b = -7 or b = -8) | 1, 7",
        "a = 1 and b = -1 and v < 50                       | 1",
        "a = 1 and b in (-1, -6) and b in (-6, -11)        | 6",
        "a = 1 and a = 2 and b = -1                        | ''"
      })
  void findsWhatSeveralPredicatesName(String filter, String expected) {
    write(KeyKind.INT_AND_INT);
    Long[] ids =
        Arrays.stream(expected.split(", *"))
            .filter(s -> !s.isEmpty())
            .map(Long::valueOf)
            .toArray(Long[]::new);
    assertFinds(filter, ids);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a = 1",
        "b = -7",
        "a = 1 or b = -7",
        "a = 1 and b = -1 or v = 3",
        "a = 1 and b > -20"
      })
  void readsAllWhereAKeyColumnIsOpen(String filter) {
    Dataset<Row> rows = write(KeyKind.INT_AND_INT);
    assertThat(explain(filter)).doesNotContain("keys=[");
    assertThat(store().read().where(filter).count())
        .isEqualTo(rows.where(filter).count())
        .isPositive();
  }

  /** There are more keys than are worth reading one by one. */
  @Test
  void readsAllWhereThereAreTooManyKeys() {
    write(KeyKind.INT_AND_INT);
    String numbers =
        IntStream.range(0, 400).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String filter = "a in (%s) and b in (%s)".formatted(numbers, numbers);
    assertThat(explain(filter)).doesNotContain("keys=[");
    assertThat(store().read().where(filter).count()).isEqualTo(1);
  }

  private void assertFinds(String filter, Long... ids) {
    // Spark 4 detects that a contradiction finds nothing
    assertThat(explain(filter)).containsAnyOf("keys=[", "LocalTableScan <empty>");
    List<Row> found = spark.sql("select v from kinds where " + filter).collectAsList();
    assertThat(found.stream().map(row -> row.getLong(0))).containsExactlyInAnyOrder(ids);
  }

  private String explain(String filter) {
    store().read().createOrReplaceTempView("kinds");
    return spark.sql("explain select * from kinds where " + filter).first().getString(0);
  }

  private Dataset<Row> write(KeyKind kind) {
    Dataset<Row> rows =
        spark.sql("select id as v, %s from range(%d)".formatted(kind.select("id"), ROWS));
    store()
        .writer(rows, kind.option())
        .option("targetFileSize", "2k")
        .option("blockSize", "4k")
        .save(store().toString());
    return rows;
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
