/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import io.indexkv.spark.report.StoreJoin;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.spark.metrics.source.Source;

/**
 * The sums over all queries of an application, as metrics of Spark: for Prometheus and each other
 * sink that Spark has. No sum ever falls. Thread-safe.
 */
final class LiveTotals implements Source {
  private final MetricRegistry registry = new MetricRegistry();
  private final Map<MetricName, LongAdder> sums = new EnumMap<>(MetricName.class);
  private final LongAdder lookupJoins = new LongAdder();
  private final LongAdder otherJoins = new LongAdder();

  LiveTotals() {
    for (MetricName name : MetricName.values()) {
      // a share is no sum
      if (name != MetricName.RESIDENT_SHARE) {
        LongAdder sum = new LongAdder();
        sums.put(name, sum);
        register(name == MetricName.OUTPUT_ROWS ? "outputRows" : name.key(), sum);
      }
    }
    register("lookupJoins", lookupJoins);
    register("otherJoins", otherJoins);
  }

  private void register(String name, LongAdder sum) {
    Gauge<Long> gauge = sum::sum;
    registry.register(name, gauge);
  }

  /** Adds the part of one task, unless the metric is a share. */
  void add(MetricName name, long value) {
    LongAdder sum = sums.get(name);
    if (sum != null) {
      sum.add(value);
    }
  }

  /** Counts the joins of a query, whose earlier joins were counted before. */
  void joins(List<StoreJoin> before, List<StoreJoin> now) {
    lookupJoins.add(Math.max(0, lookups(now) - lookups(before)));
    otherJoins.add(Math.max(0, now.size() - lookups(now) - before.size() + lookups(before)));
  }

  private static long lookups(List<StoreJoin> joins) {
    return joins.stream().filter(StoreJoin::isLookup).count();
  }

  @Override
  public String sourceName() {
    return "indexkv";
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
