/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import java.util.LinkedHashMap;
import java.util.Map;

/** What an executor has done for a lookup join. A bean, for the store of Spark's UI. */
public final class ExecutorUse {
  private int join;
  private String executor = "";
  private String host = "";
  private Map<String, Long> metrics = new LinkedHashMap<>();

  /** For Spark's JSON. */
  public ExecutorUse() {}

  /** The number of the join in the query's report, from 0 on. */
  public int getJoin() {
    return join;
  }

  /** Sets the join. */
  public void setJoin(int join) {
    this.join = join;
  }

  /** Spark's name of the executor. */
  public String getExecutor() {
    return executor;
  }

  /** Sets the executor. */
  public void setExecutor(String executor) {
    this.executor = executor;
  }

  /** The host of the executor. */
  public String getHost() {
    return host;
  }

  /** Sets the host. */
  public void setHost(String host) {
    this.host = host;
  }

  /** The metrics by the names that the operator has for them. */
  public Map<String, Long> getMetrics() {
    return metrics;
  }

  /** Sets the metrics. */
  public void setMetrics(Map<String, Long> metrics) {
    this.metrics = metrics;
  }
}
