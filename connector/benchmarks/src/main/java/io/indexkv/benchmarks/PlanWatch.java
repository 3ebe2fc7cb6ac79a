/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.util.QueryExecutionListener;

/** Keeps the plan with which the last query ran, after all re-planning. */
public final class PlanWatch implements QueryExecutionListener {
  private final AtomicReference<SparkPlan> last = new AtomicReference<>();
  private final SparkSession spark;

  private PlanWatch(SparkSession spark) {
    this.spark = spark;
  }

  /** Watches the queries of {@code spark} from now on. */
  public static PlanWatch of(SparkSession spark) {
    PlanWatch watch = new PlanWatch(spark);
    spark.listenerManager().register(watch);
    return watch;
  }

  public void reset() {
    last.set(null);
  }

  /** The plan of the last query that ended. Waits until Spark has called all listeners. */
  public SparkPlan last() {
    drainListeners(spark);
    SparkPlan plan = last.get();
    if (plan == null) {
      throw new IllegalStateException("Spark has reported no finished query");
    }
    return plan;
  }

  /** Waits until Spark has passed every event so far to its listeners. */
  public static void drainListeners(SparkSession spark) {
    try {
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } catch (TimeoutException e) {
      throw new IllegalStateException("Spark's listeners fall behind", e);
    }
  }

  @Override
  public void onSuccess(String action, QueryExecution execution, long nanos) {
    last.set(execution.executedPlan());
  }

  @Override
  public void onFailure(String action, QueryExecution execution, Exception failure) {
    // the action itself throws the failure
  }
}
