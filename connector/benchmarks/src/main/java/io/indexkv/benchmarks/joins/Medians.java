/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Seconds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The measured runs of each subject, without the warm-up, in the order of first measurement. */
record Medians(Map<Subject, List<Measurement>> runs) {
  static Medians of(List<Measurement> measurements) {
    return new Medians(
        measurements.stream()
            .filter(measurement -> measurement.run() > 0)
            .collect(
                Collectors.groupingBy(
                    Measurement::subject, LinkedHashMap::new, Collectors.toList())));
  }

  Set<Subject> subjects() {
    return runs.keySet();
  }

  /** The value of the middle run, or the mean of the two middle ones; empty if there is none. */
  OptionalDouble median(Subject subject, ToDoubleFunction<Measurement> value) {
    double[] values = values(subject, value);
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(Seconds.median(values));
  }

  /** The minimum of all runs; empty if there is none. */
  OptionalDouble min(Subject subject, ToDoubleFunction<Measurement> value) {
    return Arrays.stream(values(subject, value)).min();
  }

  /** The maximum of all runs; empty if there is none. */
  OptionalDouble max(Subject subject, ToDoubleFunction<Measurement> value) {
    return Arrays.stream(values(subject, value)).max();
  }

  private double[] values(Subject subject, ToDoubleFunction<Measurement> value) {
    return runs.getOrDefault(subject, List.of()).stream().mapToDouble(value).toArray();
  }
}
