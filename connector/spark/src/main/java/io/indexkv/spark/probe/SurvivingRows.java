/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

/**
 * Of the results of the lowest of several lookup joins, those that the joins above have not dropped
 * yet: their numbers, ascending. Allocates nothing per row. Public because generated code calls it.
 */
public final class SurvivingRows {
  private final int[] numbers = new int[Probe.ROWS];
  private int count;

  /** Selects everything that the lowest join's probe has kept. */
  public void all(Probe lowest) {
    count = lowest.count();
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
  }

  /**
   * Leaves what the joins above another are interested in.
   *
   * @param above the other's probe, with a result for each that is selected, under its number
   */
  public void keep(Probe above) {
    count = above.wanted(numbers, count);
  }

  /** How many results are selected. */
  public int count() {
    return count;
  }

  /** The number of one of them. */
  public int number(int i) {
    return numbers[i];
  }
}
