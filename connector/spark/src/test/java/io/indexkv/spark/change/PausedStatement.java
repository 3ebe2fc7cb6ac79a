/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.execution.CommandExecutionMode;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.SparkPlan;
import scala.Option;

/** A statement that Spark has analysed and planned, but not run yet. */
record PausedStatement(QueryExecution execution, SparkPlan plan) {
  static PausedStatement of(SparkSession spark, String sql) {
    return planned(analyzed(spark, sql));
  }

  /** A statement that Spark has analysed, but not planned. */
  static QueryExecution analyzed(SparkSession spark, String sql) {
    try {
      QueryExecution execution =
          spark
              .sessionState()
              .executePlan(
                  spark.sessionState().sqlParser().parsePlan(sql), CommandExecutionMode.SKIP());
      execution.assertAnalyzed();
      return execution;
    } catch (ParseException e) {
      throw new IllegalArgumentException(sql, e);
    }
  }

  static PausedStatement planned(QueryExecution execution) {
    return new PausedStatement(execution, execution.executedPlan());
  }

  void resume() {
    SQLExecution.withNewExecutionId(execution, Option.empty(), plan::executeCollect);
  }
}
