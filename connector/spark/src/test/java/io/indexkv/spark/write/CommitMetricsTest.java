/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.indexkv.spark.LocalSpark;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SQLExecution;
import org.junit.jupiter.api.Test;

/** Metrics of a commit that is done. */
class CommitMetricsTest {
  /** A failure would make Spark delete the files of the published version. */
  @Test
  void aFailureToTellThemFailsNoCommit() {
    SparkSession.setActiveSession(LocalSpark.session());
    SparkContext context = LocalSpark.session().sparkContext();
    context.setLocalProperty(SQLExecution.EXECUTION_ID_KEY(), "no number");
    try {
      CommitMetrics metrics = new CommitMetrics();
      metrics.set(WriteMetrics.FileBytes.NAME, 1);

      assertThatCode(metrics::post).doesNotThrowAnyException();
    } finally {
      context.setLocalProperty(SQLExecution.EXECUTION_ID_KEY(), null);
    }
  }
}
