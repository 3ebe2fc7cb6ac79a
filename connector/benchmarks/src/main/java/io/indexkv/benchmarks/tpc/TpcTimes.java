/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.Seconds;
import java.util.Locale;

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
    return Seconds.median(parquet);
  }

  double storesMedian() {
    return Seconds.median(stores);
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
          String.format(
              Locale.ROOT,
              "%s,%d,%d,%s,%d,%.3f%n",
              query,
              rows,
              lookupJoins,
              on,
              run + 1,
              seconds[run]));
    }
  }
}
