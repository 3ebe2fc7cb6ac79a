/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What several runs of the same work took. */
public final class Seconds {
  private Seconds() {}

  /**
   * The seconds of the middle run, or the mean of the two middle ones.
   *
   * @param runs of each run, in any order, at least one
   */
  public static double median(double... runs) {
    double[] sorted = runs.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The seconds of each run, for a table. */
  public static String list(double... runs) {
    return Arrays.stream(runs)
        .mapToObj(run -> String.format(Locale.ROOT, "%.2f", run))
        .collect(Collectors.joining(", "));
  }
}
