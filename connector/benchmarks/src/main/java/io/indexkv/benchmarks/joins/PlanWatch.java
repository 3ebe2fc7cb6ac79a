/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;

/** Keeps the plan that the last query ran with, after all re-planning. */
final class PlanWatch implements QueryExecutionListener {
  private final AtomicReference<String> last = new AtomicReference<>();

  void reset() {
    last.set(null);
  }

  String last() {
    String plan = last.get();
    if (plan == null) {
      throw new IllegalStateException("Spark told of no finished query");
    }
    return plan;
  }

  @Override
  public void onSuccess(String action, QueryExecution execution, long nanos) {
    last.set(execution.executedPlan().toString());
  }

  @Override
  public void onFailure(String action, QueryExecution execution, Exception failure) {
    // the action itself throws the failure to its caller
  }
}
