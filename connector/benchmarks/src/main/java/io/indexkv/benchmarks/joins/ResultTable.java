/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The measurements as Markdown: medians of the measured runs, a table a query. */
final class ResultTable {
  private static final double MEBIBYTE = 1 << 20;

  private ResultTable() {}

  static String of(List<Measurement> measurements) {
    Map<JoinQuery, List<Measurement>> byQuery =
        measurements.stream()
            .filter(measurement -> measurement.run() > 0)
            .collect(
                Collectors.groupingBy(Measurement::query, LinkedHashMap::new, Collectors.toList()));
    return byQuery.entrySet().stream()
        .map(query -> table(query.getKey(), query.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static String table(JoinQuery query, List<Measurement> measurements) {
    Map<JoinVariant, List<Measurement>> byVariant =
        measurements.stream()
            .collect(
                Collectors.groupingBy(
                    Measurement::variant, LinkedHashMap::new, Collectors.toList()));
    List<Measurement> lookups = byVariant.getOrDefault(JoinVariant.LOOKUP, List.of());
    StringBuilder table = new StringBuilder();
    table.append("**%s**: `%s`%n%n".formatted(query, query.sql(JoinVariant.LOOKUP)));
    table.append(
        "| variant | median s | min–max | × lookup | CPU s | peak heap MiB | after GC MiB |"
            + " shuffled MiB |\n|---|---|---|---|---|---|---|---|\n");
    byVariant.forEach((variant, runs) -> table.append(row(variant, runs, lookups)));
    return table.toString();
  }

  private static String row(
      JoinVariant variant, List<Measurement> runs, List<Measurement> lookups) {
    double median = median(runs, Measurement::seconds);
    return String.format(
        Locale.ROOT,
        "| %s | %.2f | %.2f–%.2f | %s | %.1f | %.0f | %.0f | %.1f |%n",
        variant,
        median,
        runs.stream().mapToDouble(Measurement::seconds).min().orElseThrow(),
        runs.stream().mapToDouble(Measurement::seconds).max().orElseThrow(),
        lookups.isEmpty() ? "–" : "%.2f".formatted(median / median(lookups, Measurement::seconds)),
        median(runs, Measurement::cpuSeconds),
        largest(runs, Measurement::peakHeap),
        largest(runs, Measurement::collectedHeap),
        largest(runs, Measurement::shuffled));
  }

  private static double median(List<Measurement> runs, ToDoubleFunction<Measurement> value) {
    double[] sorted = runs.stream().mapToDouble(value).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static double largest(List<Measurement> runs, ToDoubleFunction<Measurement> bytes) {
    return runs.stream()
            .max(Comparator.comparingDouble(bytes))
            .map(bytes::applyAsDouble)
            .orElseThrow()
        / MEBIBYTE;
  }
}
