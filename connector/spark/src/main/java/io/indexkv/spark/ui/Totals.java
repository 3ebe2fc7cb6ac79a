/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import io.indexkv.spark.probe.ProbeMetrics.MetricName;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Sums of metrics of lookups. Not thread-safe. */
final class Totals {
  private static final MetricName[] NAMES = MetricName.values();

  private final Map<MetricName, Long> sums = new EnumMap<>(MetricName.class);
  private long shares;

  /** Adds metrics, by the names that the operator has for them. */
  void add(Map<String, Long> metrics) {
    for (MetricName name : NAMES) {
      Long value = metrics.get(name.key());
      if (value != null) {
        sums.merge(name, value, Long::sum);
        shares += name == MetricName.RESIDENT_SHARE ? 1 : 0;
      }
    }
  }

  /** The sum of a metric; 0 if nobody has reported it. */
  long get(MetricName name) {
    return sums.getOrDefault(name, 0L);
  }

  /** How often lookups waited for the disk; empty if that is unknown. */
  OptionalLong diskWaits() {
    Long waits = sums.get(MetricName.DISK_WAITS);
    return waits == null ? OptionalLong.empty() : OptionalLong.of(waits);
  }

  /** The part of the mapped files that is in memory, in percent; empty if that is unknown. */
  OptionalDouble residentPercent() {
    // Spark keeps averages as ten times their value
    return shares == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(get(MetricName.RESIDENT_SHARE) / 10.0 / shares);
  }

  /** Lookups a second of one core; 0 if there was none. */
  double lookupsPerSecond() {
    long nanos = get(MetricName.TIME);
    return nanos == 0 ? 0 : get(MetricName.PROBED) * 1e9 / nanos;
  }
}
