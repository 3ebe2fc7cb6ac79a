/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is known of a query so far. Not thread-safe. */
final class QueryProgress {
  /** A metric of one executor. */
  private static final class Sum {
    private final String host;
    private long value;

    Sum(String host) {
      this.host = host;
    }
  }

  private final long id;
  private String description = "";
  private long started;
  private long ended;
  private boolean failed;
  private List<StoreJoin> joins = List.of();
  private List<StoreJoin> posted = List.of();
  private long written;

  /** The metrics by their ids. */
  private final Map<Long, MetricName> metrics = new HashMap<>();

  /** For each metric, its sums by executor. */
  private final Map<Long, TreeMap<String, Sum>> sums = new HashMap<>();

  QueryProgress(long id) {
    this.id = id;
  }

  long id() {
    return id;
  }

  void start(String text, long millis) {
    description = text == null ? "" : text;
    started = millis;
  }

  void end(long millis, boolean withError) {
    ended = millis;
    failed = withError;
  }

  boolean ended() {
    return ended > 0;
  }

  void follow(long metric, MetricName name) {
    metrics.put(metric, name);
  }

  /** The ids of the metrics that it follows. */
  Set<Long> metrics() {
    return metrics.keySet();
  }

  /** Adds the part of one task to a metric that it follows, and tells which one that is. */
  MetricName add(long metric, String executor, String host, long value) {
    Sum sum =
        sums.computeIfAbsent(metric, id -> new TreeMap<>())
            .computeIfAbsent(executor, name -> new Sum(host));
    MetricName name = metrics.get(metric);
    // a share is not added up: the last one counts
    sum.value = name == MetricName.RESIDENT_SHARE ? value : sum.value + value;
    return name;
  }

  void joins(List<StoreJoin> known) {
    joins = known;
  }

  List<StoreJoin> joins() {
    return joins;
  }

  /** True if these joins are others than those at the last call that was true. */
  boolean isNews(List<StoreJoin> found) {
    if (found.equals(posted)) {
      return false;
    }
    posted = found;
    return true;
  }

  /** True if the last call that was true is so long ago. */
  boolean isDue(long millis) {
    long now = System.currentTimeMillis();
    if (now - written < millis) {
      return false;
    }
    written = now;
    return true;
  }

  QueryReport report() {
    QueryReport report = new QueryReport();
    report.setExecutionId(id);
    report.setDescription(description);
    report.setStarted(started);
    report.setEnded(ended);
    report.setFailed(failed);
    report.setJoins(joins);
    report.setUses(uses());
    return report;
  }

  /** Adds the counts that Spark has not reported, because they are zero. */
  private static void addZeros(ExecutorUse use, Set<String> names) {
    for (String name : names) {
      if (!name.equals(MetricName.RESIDENT_SHARE.key())) {
        use.getMetrics().putIfAbsent(name, 0L);
      }
    }
  }

  private List<ExecutorUse> uses() {
    List<ExecutorUse> uses = new ArrayList<>();
    for (int join = 0; join < joins.size(); join++) {
      TreeMap<String, ExecutorUse> byExecutor = new TreeMap<>();
      int number = join;
      for (Map.Entry<String, Long> metric : joins.get(join).getMetrics().entrySet()) {
        sums.getOrDefault(metric.getValue(), new TreeMap<>())
            .forEach(
                (executor, sum) -> {
                  ExecutorUse use = byExecutor.computeIfAbsent(executor, e -> new ExecutorUse());
                  use.setJoin(number);
                  use.setExecutor(executor);
                  use.setHost(sum.host);
                  use.getMetrics().put(metric.getKey(), sum.value);
                });
      }
      byExecutor.values().forEach(use -> addZeros(use, joins.get(number).getMetrics().keySet()));
      uses.addAll(byExecutor.values());
    }
    return uses;
  }
}
