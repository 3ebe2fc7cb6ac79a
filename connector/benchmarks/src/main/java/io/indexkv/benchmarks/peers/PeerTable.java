/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;

/** The table that compares all stores with one set of entries. */
record PeerTable(Scores scores, Dataset data) {
  private record Column(String title, Measure measure, String format, DoubleUnaryOperator shown) {}

  private List<Column> columns() {
    double entries = data.entries();
    double raw = scores.value(PeerStore.FLOOR, data, Measure.RAW).orElse(Double.NaN);
    return List.of(
        new Column("hit ns", Measure.HIT, "%,.0f", v -> v),
        new Column("chained hit ns", Measure.CHAINED, "%,.0f", v -> v),
        new Column("miss ns", Measure.MISS, "%,.0f", v -> v),
        new Column("batch of 1,024, ns a key", Measure.BATCH, "%,.0f", v -> v),
        new Column("allocated, batch, bytes a key", Measure.ALLOCATION, "%,.2f", v -> v),
        new Column("hits, 2 threads, M/s", Measure.HIT_2, "%.2f", v -> 2e3 / v),
        new Column("batch, 2 threads, M/s", Measure.BATCH_2, "%.2f", v -> 2e3 / v),
        new Column("scan, M entries/s", Measure.SCAN, "%.1f", v -> entries / v / 1e6),
        new Column("build, sorted, s", Measure.BUILD, "%.1f", v -> v),
        new Column("build, unsorted, s", Measure.BUILD_UNSORTED, "%.1f", v -> v),
        new Column("sync, s", Measure.SYNC, "%.1f", v -> v),
        new Column("open and get, ms", Measure.OPEN, "%.2f", v -> v),
        new Column("bytes an entry", Measure.SIZE, "%.1f", v -> v / entries),
        new Column("over raw", Measure.SIZE, "%+.1f", v -> (v - raw) / entries),
        new Column("heap MB", Measure.HEAP, "%,.0f", v -> v / 1e6),
        new Column("memory of its own MB", Measure.MEMORY, "%,.0f", v -> v / 1e6));
  }

  String markdown() {
    StringBuilder text = new StringBuilder("| store |");
    StringBuilder rule = new StringBuilder("|---|");
    List<Column> columns =
        columns().stream().filter(column -> isMeasured(column.measure())).toList();
    for (Column column : columns) {
      text.append(' ').append(column.title()).append(" |");
      rule.append("---:|");
    }
    List<String> lines = new ArrayList<>(List.of(text.toString(), rule.toString()));
    for (String store : scores.stores(data)) {
      StringBuilder line = new StringBuilder("| ").append(store).append(" |");
      for (Column column : columns) {
        OptionalDouble value = scores.value(store, data, column.measure());
        line.append(' ');
        line.append(
            value.isPresent()
                ? column.format().formatted(column.shown().applyAsDouble(value.getAsDouble()))
                : "–");
        line.append(" |");
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines) + "\n";
  }

  private boolean isMeasured(Measure measure) {
    return scores.stores(data).stream()
        .anyMatch(store -> scores.value(store, data, measure).isPresent());
  }
}
