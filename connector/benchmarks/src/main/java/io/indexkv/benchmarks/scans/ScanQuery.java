/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalDouble;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** What is measured: the write of the rows, and queries of them. */
enum ScanQuery {
  NOTHING(OptionalDouble.empty(), "ten rows of `range`, no table: the time of Spark itself"),
  WRITE(0.8, "the rows, in no order, sorted and written"),
  COUNT(1 / 3.0, "`count(*)`"),
  MIN_MAX(1 / 3.0, "`min(key), max(key)`"),
  RANGE_SMALL(1 / 3.0, "all columns of 0.005 % of the rows, a range of the key"),
  RANGE_LARGE(1 / 3.0, "all columns of 0.1 % of the rows, a range of the key"),
  FIRST(1 / 3.0, "`order by key limit 10`"),
  LAST(1 / 3.0, "`order by key desc limit 10`"),
  ALL_COLUMNS(1 / 3.0, "all columns, to a sink that drops the rows"),
  ALL_SUMMED(OptionalDouble.empty(), "a sum over each of the eight columns"),
  TWO_COLUMNS(1.2, "two of eight columns, to a sink that drops the rows"),
  TWO_SUMMED(OptionalDouble.empty(), "a sum over each of two of eight columns"),
  KEYS(OptionalDouble.empty(), "a sum over the rows of 100,000 keys, by `IN`"),
  ONE_KEY(OptionalDouble.empty(), "all columns of one key");

  private final OptionalDouble limit;
  private final String text;

  ScanQuery(double limit, String text) {
    this(OptionalDouble.of(limit), text);
  }

  ScanQuery(OptionalDouble limit, String text) {
    this.limit = limit;
    this.text = text;
  }

  /** The maximum of the store's time divided by that of Parquet; empty if nobody asks for one. */
  OptionalDouble limit() {
    return limit;
  }

  /** The query in words. */
  String text() {
    return text;
  }

  /** Whether the rows go to a sink that drops them. */
  boolean discardsRows() {
    return this == ALL_COLUMNS || this == TWO_COLUMNS;
  }

  /**
   * The query of a table.
   *
   * @param keys some keys of the table, at least one
   */
  Dataset<Row> of(Dataset<Row> table, Long[] keys) {
    return switch (this) {
      case WRITE -> throw new IllegalStateException("a write is no query");
      case NOTHING -> table.sparkSession().range(0, 10, 1, 1).toDF();
      case COUNT -> table.selectExpr("count(*)");
      case MIN_MAX -> table.selectExpr("min(key)", "max(key)");
      case RANGE_SMALL -> range(table, 0.00005);
      case RANGE_LARGE -> range(table, 0.001);
      case FIRST -> table.orderBy("key").limit(10);
      case LAST -> table.orderBy(new Column("key").desc()).limit(10);
      case ALL_COLUMNS -> table;
      case ALL_SUMMED -> summed(table);
      case TWO_COLUMNS -> table.select("l1", "d1");
      case TWO_SUMMED -> summed(table.select("l1", "d1"));
      case KEYS -> summed(table.filter(new Column("key").isin((Object[]) keys)));
      case ONE_KEY -> table.filter(new Column("key").equalTo(keys[keys.length / 2]));
    };
  }

  /** The rows of a part of the keys, which are spread evenly over all numbers of 64 bits. */
  private static Dataset<Row> range(Dataset<Row> table, double part) {
    return table.filter("key >= 0 and key < " + (long) (part * 2 * Long.MAX_VALUE));
  }

  /**
   * A row with a sum over each column. Sums of doubles depend on the order of the rows, rounded
   * sums too, so doubles are summed as integers.
   */
  private static Dataset<Row> summed(Dataset<Row> rows) {
    return rows.selectExpr(
        Arrays.stream(rows.schema().fields())
            .map(
                field ->
                    switch (field.dataType().typeName()) {
                      case "string" -> "sum(length(" + field.name() + "))";
                      case "double" -> "sum(cast(" + field.name() + " as bigint) % 1000003)";
                      default -> "sum(" + field.name() + " % 1000003)";
                    })
            .toArray(String[]::new));
  }

  /** A row that stands for all rows of the query. */
  static Dataset<Row> fingerprint(Dataset<Row> rows) {
    Column[] columns = Arrays.stream(rows.columns()).map(Column::new).toArray(Column[]::new);
    return rows.select(functions.xxhash64(columns).as("h"))
        .selectExpr("count(*)", "sum(h % 1000003)", "bit_xor(h)");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
