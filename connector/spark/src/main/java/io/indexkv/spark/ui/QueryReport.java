/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.report.StoreJoin;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.kvstore.KVIndex;

/**
 * The joins with stores of one query, and what they have done so far. A bean, for the store of
 * Spark's UI. Nobody changes it after it was put there.
 */
public final class QueryReport {
  private long executionId;
  private String description = "";
  private long started;
  private long ended;
  private boolean failed;
  private List<StoreJoin> joins = new ArrayList<>();
  private List<ExecutorUse> uses = new ArrayList<>();

  /** For Spark's JSON. */
  public QueryReport() {}

  /** Spark's number of the query. */
  @KVIndex
  public long getExecutionId() {
    return executionId;
  }

  /** Sets the number. */
  public void setExecutionId(long executionId) {
    this.executionId = executionId;
  }

  /** What Spark calls the query. */
  public String getDescription() {
    return description;
  }

  /** Sets the description. */
  public void setDescription(String description) {
    this.description = description;
  }

  /** When the query began, in milliseconds since 1970. */
  public long getStarted() {
    return started;
  }

  /** Sets the begin. */
  public void setStarted(long started) {
    this.started = started;
  }

  /** When the query ended; 0 if it runs. */
  public long getEnded() {
    return ended;
  }

  /** Sets the end. */
  public void setEnded(long ended) {
    this.ended = ended;
  }

  /** True if the query has failed. */
  public boolean isFailed() {
    return failed;
  }

  /** Sets whether it has failed. */
  public void setFailed(boolean failed) {
    this.failed = failed;
  }

  /** The joins, in the order of the plan. */
  public List<StoreJoin> getJoins() {
    return joins;
  }

  /** Sets the joins. */
  public void setJoins(List<StoreJoin> joins) {
    this.joins = joins;
  }

  /** What the executors have done for the lookup joins. */
  public List<ExecutorUse> getUses() {
    return uses;
  }

  /** Sets what the executors have done. */
  public void setUses(List<ExecutorUse> uses) {
    this.uses = uses;
  }

  /** The metrics of a join, over all executors. */
  Totals totals(int join) {
    Totals totals = new Totals();
    uses.stream().filter(use -> use.getJoin() == join).forEach(use -> totals.add(use.getMetrics()));
    return totals;
  }
}
