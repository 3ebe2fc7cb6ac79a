/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * The outcome of a query: its rows and final plan, or an error.
 *
 * @param rows sorted; none after an error
 * @param executed the plan; null after an error
 * @param failure message of the first cause, without numbers that differ each time; empty if there
 *     was no error
 * @param error null if there was none
 */
record Outcome(List<String> rows, SparkPlan executed, String failure, Throwable error) {

  static Outcome of(SparkSession spark, String sql, Map<String, String> settings, String mode) {
    settings.forEach(spark.conf()::set);
    spark.conf().set("spark.indexkv.join.mode", mode);
    return of(() -> spark.sql(sql));
  }

  /** Runs a query under its session's current settings. */
  static Outcome of(Supplier<Dataset<Row>> sql) {
    try {
      Dataset<Row> query = sql.get();
      return new Outcome(Queries.rows(query), Queries.plan(query), "", null);
    } catch (Exception e) { // Spark throws checked exceptions that no signature declares
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String text = cause.toString().replaceAll("(?s) in \\[.*", "").replaceAll("#\\d+L?", "");
      return new Outcome(List.of(), null, text, e);
    }
  }

  /** The plan as text, which is slow to make; empty after an error. */
  String plan() {
    return executed == null ? "" : executed.toString();
  }
}
