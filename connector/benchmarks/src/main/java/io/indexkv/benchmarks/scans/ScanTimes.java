/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import io.indexkv.benchmarks.Seconds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.ToDoubleFunction;

/**
 * The measured runs of one query.
 *
 * @param costs of each run, for each form
 * @param plans the executed plan of each form; none of a write
 */
record ScanTimes(ScanQuery query, Map<TableForm, List<Cost>> costs, Map<TableForm, String> plans) {
  static final String CSV_HEADER = "query,table,run,seconds,cpu_seconds";

  ScanTimes(ScanQuery query) {
    this(query, new EnumMap<>(TableForm.class), new EnumMap<>(TableForm.class));
  }

  void add(TableForm form, Cost cost) {
    costs.computeIfAbsent(form, f -> new ArrayList<>()).add(cost);
  }

  double median(TableForm form, ToDoubleFunction<Cost> of) {
    return Seconds.median(costs.get(form).stream().mapToDouble(of).toArray());
  }

  /** The store's median divided by that of Parquet. */
  double ratio(ToDoubleFunction<Cost> of) {
    return median(TableForm.STORE, of) / median(TableForm.PARQUET, of);
  }

  /** A line for each run. */
  String csv() {
    StringJoiner lines = new StringJoiner("\n");
    costs.forEach(
        (form, runs) -> {
          for (int run = 0; run < runs.size(); run++) {
            lines.add(
                String.format(
                    Locale.ROOT,
                    "%s,%s,%d,%.4f,%.4f",
                    query,
                    form,
                    run + 1,
                    runs.get(run).seconds(),
                    runs.get(run).cpuSeconds()));
          }
        });
    return lines.toString();
  }
}
