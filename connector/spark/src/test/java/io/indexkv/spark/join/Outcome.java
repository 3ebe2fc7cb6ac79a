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
 * What became of a query: rows and the plan they had in the end, or an error.
 *
 * @param rows sorted; none after an error
 * @param executed the plan; null after an error
 * @param failure what the first cause says, without the numbers that are new each time; empty if
 *     there was none
 * @param error null if there was none
 */
record Outcome(List<String> rows, SparkPlan executed, String failure, Throwable error) {

  static Outcome of(SparkSession spark, String sql, Map<String, String> settings, String mode) {
    settings.forEach(spark.conf()::set);
    spark.conf().set("spark.indexkv.join.mode", mode);
    return of(() -> spark.sql(sql));
  }

  /** Of a query under the settings that its session has. */
  static Outcome of(Supplier<Dataset<Row>> sql) {
    try {
      Dataset<Row> query = sql.get();
      return new Outcome(Queries.rows(query), Queries.plan(query), "", null);
    } catch (Exception e) { // Spark's are checked ones that no signature tells of
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      String text = cause.toString().replaceAll("(?s) in \\[.*", "").replaceAll("#\\d+L?", "");
      return new Outcome(List.of(), null, text, e);
    }
  }

  /** The plan as text, which takes long to make; empty after an error. */
  String plan() {
    return executed == null ? "" : executed.toString();
  }
}
