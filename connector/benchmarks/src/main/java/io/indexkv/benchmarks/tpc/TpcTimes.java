/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import java.util.Arrays;

/**
 * The measured runs of one query.
 *
 * @param lookupJoins number of lookup joins in the plan on stores
 * @param parquet seconds of each run on Parquet
 * @param stores seconds of each run on stores
 * @param plan the executed plan on stores
 */
record TpcTimes(
    TpcQuery query, int rows, int lookupJoins, double[] parquet, double[] stores, String plan) {
  static final String CSV_HEADER = "query,rows,lookup_joins,on,run,seconds";

  double parquetMedian() {
    return median(parquet);
  }

  double storesMedian() {
    return median(stores);
  }

  private static double median(double[] seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** A line for each run. */
  String csv() {
    StringBuilder lines = new StringBuilder();
    append(lines, "parquet", parquet);
    append(lines, "stores", stores);
    return lines.toString();
  }

  private void append(StringBuilder lines, String on, double[] seconds) {
    for (int run = 0; run < seconds.length; run++) {
      lines.append(
          "%s,%d,%d,%s,%d,%.3f%n".formatted(query, rows, lookupJoins, on, run + 1, seconds[run]));
    }
  }
}
