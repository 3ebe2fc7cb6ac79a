/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

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
    double[] sorted = sorted(subject, value);
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2);
  }

  /** The minimum of all runs; empty if there is none. */
  OptionalDouble min(Subject subject, ToDoubleFunction<Measurement> value) {
    return Arrays.stream(sorted(subject, value)).min();
  }

  /** The maximum of all runs; empty if there is none. */
  OptionalDouble max(Subject subject, ToDoubleFunction<Measurement> value) {
    return Arrays.stream(sorted(subject, value)).max();
  }

  private double[] sorted(Subject subject, ToDoubleFunction<Measurement> value) {
    return runs.getOrDefault(subject, List.of()).stream().mapToDouble(value).sorted().toArray();
  }
}
