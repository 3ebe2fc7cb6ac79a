/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.report.StoreJoin;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.scheduler.SparkListenerEvent;

/**
 * Tells the listeners of a context, and its event log, which joins of a query are lookup joins and
 * why the others are not. It comes when the query begins, and again if its plan has changed. A
 * bean, because Spark writes it as JSON.
 */
public final class StoreJoinsEvent implements SparkListenerEvent {
  private long executionId;
  private List<StoreJoin> joins = new ArrayList<>();

  /** For Spark's JSON. */
  public StoreJoinsEvent() {}

  StoreJoinsEvent(long executionId, List<StoreJoin> joins) {
    this.executionId = executionId;
    this.joins = joins;
  }

  /** Spark's number of the query. */
  public long getExecutionId() {
    return executionId;
  }

  /** Sets the number. */
  public void setExecutionId(long executionId) {
    this.executionId = executionId;
  }

  /** The joins with stores, in the order of the plan. */
  public List<StoreJoin> getJoins() {
    return joins;
  }

  /** Sets the joins. */
  public void setJoins(List<StoreJoin> joins) {
    this.joins = joins;
  }
}
