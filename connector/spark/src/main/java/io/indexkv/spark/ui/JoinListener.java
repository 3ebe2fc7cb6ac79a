/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import io.indexkv.spark.report.StoreJoins;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerEvent;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.execution.SQLExecution;
import org.apache.spark.sql.execution.SparkPlanInfo;
import org.apache.spark.sql.execution.metric.SQLMetricInfo;
import org.apache.spark.sql.execution.ui.SparkListenerSQLAdaptiveExecutionUpdate;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionEnd;
import org.apache.spark.sql.execution.ui.SparkListenerSQLExecutionStart;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the events of an application: of one that runs, or of an event log. Spark calls it from
 * one thread.
 *
 * <p>In an application that runs, it looks at the plans and posts a {@link StoreJoinsEvent}. In
 * both cases it learns of the joins by that event. It adds up the metrics of tasks by their ids,
 * which Spark announces before the first task.
 */
final class JoinListener extends SparkListener {
  private static final Logger LOG = LoggerFactory.getLogger(JoinListener.class);
  private static final String LOOKUP_JOIN = "LookupJoin";
  private static final long WRITE_MILLIS = 1000;

  private final Reports reports;
  private final Optional<Consumer<SparkListenerEvent>> bus;
  private final int retained;
  private final LiveTotals totals;

  /** The queries, the oldest first. */
  private final LinkedHashMap<Long, QueryProgress> queries = new LinkedHashMap<>();

  /** The query of each metric, by its id. */
  private final Map<Long, QueryProgress> byMetric = new HashMap<>();

  private final DiskWarnings warnings = new DiskWarnings();

  private boolean warned;

  /**
   * @param reports receives the reports
   * @param bus of the application, if it runs; empty for an event log
   * @param retained how many queries to keep
   */
  JoinListener(
      Reports reports,
      Optional<Consumer<SparkListenerEvent>> bus,
      int retained,
      LiveTotals totals) {
    this.reports = reports;
    this.bus = bus;
    this.retained = retained;
    this.totals = totals;
  }

  @Override
  public void onOtherEvent(SparkListenerEvent event) {
    if (event instanceof SparkListenerSQLExecutionStart start) {
      QueryProgress query = query(start.executionId());
      query.start(start.description(), start.time());
      follow(query, start.sparkPlanInfo());
      if (!start.sparkPlanInfo().nodeName().isEmpty()) {
        post(query, SQLExecution.getQueryExecution(start.executionId()));
      }
    } else if (event instanceof SparkListenerSQLAdaptiveExecutionUpdate update) {
      QueryProgress query = query(update.executionId());
      follow(query, update.sparkPlanInfo());
      post(query, SQLExecution.getQueryExecution(update.executionId()));
    } else if (event instanceof SparkListenerSQLExecutionEnd end) {
      QueryProgress query = query(end.executionId());
      boolean failed = end.errorMessage().exists(text -> !text.isEmpty());
      if (!failed) {
        post(query, end.qe());
      }
      query.end(end.time(), failed);
      write(query);
    } else if (event instanceof StoreJoinsEvent joins) {
      QueryProgress query = query(joins.getExecutionId());
      totals.joins(query.joins(), joins.getJoins());
      query.joins(joins.getJoins());
      write(query);
    }
  }

  private QueryProgress query(long id) {
    QueryProgress query = queries.computeIfAbsent(id, QueryProgress::new);
    if (queries.size() > retained) {
      QueryProgress oldest = queries.values().iterator().next();
      queries.remove(oldest.id());
      oldest.metrics().forEach(metric -> byMetric.remove(metric, oldest));
      reports.delete(oldest.id());
    }
    return query;
  }

  /** Adds up the metrics of lookup joins from now on. */
  private void follow(QueryProgress query, SparkPlanInfo plan) {
    if (plan.nodeName().startsWith(LOOKUP_JOIN)) {
      for (SQLMetricInfo metric : Seqs.<SQLMetricInfo>list(plan.metrics())) {
        MetricName.ofText(metric.name())
            .ifPresent(
                name -> {
                  query.follow(metric.accumulatorId(), name);
                  byMetric.put(metric.accumulatorId(), query);
                });
      }
    }
    for (SparkPlanInfo child : Seqs.<SparkPlanInfo>list(plan.children())) {
      follow(query, child);
    }
  }

  /**
   * Posts the joins of a query that runs here, if they are others than those posted before. Not for
   * a query that could not be planned: asking for its plan again would put the stack of this thread
   * into the error that the user sees.
   */
  private void post(QueryProgress query, QueryExecution running) {
    if (bus.isEmpty() || running == null) {
      return;
    }
    try {
      List<StoreJoin> joins = StoreJoins.of(running.executedPlan());
      if (query.isNews(joins)) {
        bus.get().accept(new StoreJoinsEvent(query.id(), joins));
      }
    } catch (Exception e) { // Spark throws checked exceptions that it does not declare
      if (!warned) {
        LOG.warn("IndexKV cannot tell the joins of query {}, nor of others like it", query.id(), e);
      }
      warned = true;
    }
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd task) {
    if (byMetric.isEmpty() || task.taskInfo() == null) {
      return;
    }
    QueryProgress query = null;
    for (AccumulableInfo metric : Seqs.<AccumulableInfo>list(task.taskInfo().accumulables())) {
      QueryProgress of = byMetric.get(metric.id());
      if (of != null && metric.update().isDefined()) {
        long value = number(metric.update().get());
        totals.add(
            of.add(metric.id(), task.taskInfo().executorId(), task.taskInfo().host(), value),
            value);
        query = of;
      }
    }
    if (query != null && (query.ended() || bus.isPresent() && query.isDue(WRITE_MILLIS))) {
      write(query);
    }
  }

  /** A number, which comes as text from an event log. */
  private static long number(Object value) {
    return value instanceof Number number
        ? number.longValue()
        : Long.parseLong(value.toString().trim());
  }

  private void write(QueryProgress query) {
    if (query.joins().isEmpty()) {
      return;
    }
    QueryReport report = query.report();
    reports.write(report);
    if (bus.isPresent()) {
      warnings.tell(report);
    }
  }
}
