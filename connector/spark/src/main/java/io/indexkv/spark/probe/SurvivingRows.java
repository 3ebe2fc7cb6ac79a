/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

/**
 * Indexes of the lowest join's results that no join above has dropped yet, ascending. Used if
 * several lookup joins share a batch. Allocates nothing per row. Public because generated code
 * calls it.
 */
public final class SurvivingRows {
  private final int[] numbers = new int[Probe.ROWS];
  private int count;

  /** Selects all results that the lowest join's probe has kept. */
  public void all(Probe lowest) {
    count = lowest.count();
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
  }

  /**
   * Keeps only the results that the joins above need, according to the probe of one join.
   *
   * @param above the join's probe; it has added each selected result under its index
   */
  public void keep(Probe above) {
    count = above.wanted(numbers, count);
  }

  /** How many results are selected. */
  public int count() {
    return count;
  }

  /** The index of a selected result among the lowest join's results. */
  public int number(int i) {
    return numbers[i];
  }
}
