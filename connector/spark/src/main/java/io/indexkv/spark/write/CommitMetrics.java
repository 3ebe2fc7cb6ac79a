/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.compat.Seqs;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.execution.metric.SQLMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Option;

/**
 * Measures the phases of a commit, and tells Spark's UI. Spark takes metrics of a write from tasks
 * only, before the commit. So this finds the operator that is running, by the id of its execution,
 * and sets the metrics there. If Spark runs the write in another way, the UI does not show them.
 * For one thread, on the driver.
 */
final class CommitMetrics {
  private static final Logger LOG = LoggerFactory.getLogger(CommitMetrics.class);

  private final Map<String, Long> values = new LinkedHashMap<>();
  private long start = System.nanoTime();

  /** Sets a metric. */
  void set(String name, long value) {
    values.put(name, value);
  }

  /** Ends a phase, and begins the next one. */
  void phase(String name) {
    long now = System.nanoTime();
    values.put(name, now - start);
    start = now;
  }

  /**
   * Tells Spark's UI. Never throws: the version is published. If the commit failed now, Spark would
   * abort the write, which deletes the version's files.
   */
  void post() {
    try {
      tell();
    } catch (RuntimeException | LinkageError e) {
      LOG.warn("the metrics of a commit are not in Spark's UI; the commit itself is done", e);
    }
  }

  private void tell() {
    Option<SparkSession> session = SparkSession.getActiveSession();
    if (session.isEmpty()) {
      return;
    }
    SparkContext context = session.get().sparkContext();
    String id = context.getLocalProperty(SQLExecution.EXECUTION_ID_KEY());
    if (id == null) {
      return;
    }
    QueryExecution running = SQLExecution.getQueryExecution(Long.parseLong(id));
    if (running == null) {
      return;
    }
    List<SQLMetric> set = new ArrayList<>();
    values.forEach(
        (name, value) -> {
          SQLMetric metric = find(running.executedPlan(), name);
          if (metric != null) {
            metric.set((long) value);
            set.add(metric);
          }
        });
    SQLMetrics.postDriverMetricUpdates(context, id, Seqs.of(set));
  }

  /** The metric of the operator that writes, which is at the top or below what wraps it. */
  private static SQLMetric find(SparkPlan plan, String name) {
    Deque<SparkPlan> next = new ArrayDeque<>(List.of(plan));
    while (!next.isEmpty()) {
      SparkPlan node = next.poll();
      Option<SQLMetric> found = node.metrics().get(name);
      if (found.isDefined()) {
        return found.get();
      }
      next.addAll(Seqs.<SparkPlan>list(node.children()));
    }
    return null;
  }
}
