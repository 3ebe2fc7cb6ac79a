/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import java.util.List;
import java.util.Map;

/**
 * One of the tests of a suite of Spark, in our statements, or the reason why it is not run. A
 * statement names its table {@code %s}. {@code append:} and {@code overwrite:} before a query
 * insert its rows; {@code often:} before a statement reads its result several times.
 *
 * @param name what Spark calls the test
 * @param columns the columns of the table, which is there before the first statement
 * @param query what to look at in the end
 * @param rows the rows of the query
 * @param error what the message of the last statement has; null if it succeeds
 * @param skipped why the test is not run; null if it is run
 */
record SparkCase(
    String suite,
    String name,
    String columns,
    String key,
    Map<String, String> settings,
    List<String> statements,
    String query,
    List<String> rows,
    String error,
    String skipped) {

  static SparkCase of(String suite, String name, String columns, String key) {
    return new SparkCase(
        suite, name, columns, key, Map.of(), List.of(), "select * from %s", List.of(), null, null);
  }

  static SparkCase skip(String suite, String name, String reason) {
    return new SparkCase(suite, name, "", "", Map.of(), List.of(), "", List.of(), null, reason);
  }

  SparkCase overwritesBy(String mode) {
    return new SparkCase(
        suite,
        name,
        columns,
        key,
        Map.of("spark.sql.sources.partitionOverwriteMode", mode),
        statements,
        query,
        rows,
        error,
        skipped);
  }

  SparkCase after(String... next) {
    return new SparkCase(
        suite, name, columns, key, settings, List.of(next), query, rows, error, skipped);
  }

  SparkCase lookingAt(String other) {
    return new SparkCase(
        suite, name, columns, key, settings, statements, other, rows, error, skipped);
  }

  SparkCase has(String... expected) {
    return new SparkCase(
        suite, name, columns, key, settings, statements, query, List.of(expected), error, skipped);
  }

  SparkCase failsWith(String text) {
    return new SparkCase(
        suite, name, columns, key, settings, statements, query, rows, text, skipped);
  }

  boolean isRun() {
    return skipped == null;
  }

  /** Whether the rows can be inserted by SQL and by a DataFrame. */
  boolean hasTwoWays() {
    return statements.stream().anyMatch(s -> s.startsWith("append:"));
  }

  @Override
  public String toString() {
    return suite + ", " + name;
  }
}
