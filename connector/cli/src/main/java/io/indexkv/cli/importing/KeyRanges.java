/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.util.Arrays;
import java.util.List;

/**
 * Divides keys into ranges of about the same number of entries, so that several threads can sort.
 *
 * @param starts the smallest key of each range but the first
 */
record KeyRanges(byte[][] starts) {
  /** Number of rows below which dividing them is not worth a second file. */
  static final long MIN_ROWS = 500_000;

  /** One range. */
  static KeyRanges one() {
    return new KeyRanges(new byte[0][]);
  }

  /**
   * As many ranges as there are processors; one if the sample is too small.
   *
   * @param sample keys from all over the rows
   */
  static KeyRanges of(List<byte[]> sample, int processors) {
    byte[][] sorted = sample.stream().sorted(Arrays::compareUnsigned).toArray(byte[][]::new);
    if (sorted.length < processors) {
      return one();
    }
    byte[][] starts = new byte[processors - 1][];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = sorted[(int) ((long) sorted.length * (i + 1) / processors)];
    }
    return new KeyRanges(starts);
  }

  int count() {
    return starts.length + 1;
  }

  /** The range of a key. */
  int range(byte[] key, int length) {
    int range = 0;
    while (range < starts.length
        && Arrays.compareUnsigned(key, 0, length, starts[range], 0, starts[range].length) >= 0) {
      range++;
    }
    return range;
  }
}
