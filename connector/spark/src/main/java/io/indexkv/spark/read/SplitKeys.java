/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a file's key range into parts, which are equal if the keys are spread evenly. For other keys
 * the result is still correct: the cuts only decide which task reads an entry.
 */
final class SplitKeys {
  private SplitKeys() {}

  /**
   * At most {@code parts - 1} keys, ascending, greater than {@code smallest} and not greater than
   * {@code largest}.
   *
   * @param width bytes of every key, or 0 if keys vary in length
   */
  static List<byte[]> between(byte[] smallest, byte[] largest, int width, int parts) {
    int common = Arrays.mismatch(smallest, largest);
    if (common < 0) {
      return List.of();
    }
    // the eight bytes after the common prefix, as a number
    long from = number(smallest, common);
    long step = Long.divideUnsigned(number(largest, common) - from, parts);
    List<byte[]> cuts = new ArrayList<>();
    byte[] last = smallest;
    for (int i = 1; i < parts; i++) {
      byte[] cut = key(largest, common, from + step * i, width);
      if (Arrays.compareUnsigned(last, cut) < 0 && Arrays.compareUnsigned(cut, largest) <= 0) {
        cuts.add(cut);
        last = cut;
      }
    }
    return cuts;
  }

  /** Where a key lies between two others: 0 at or below the first, 1 at or above the second. */
  static double place(byte[] smallest, byte[] largest, byte[] key) {
    if (Arrays.compareUnsigned(key, smallest) <= 0) {
      return 0;
    }
    if (Arrays.compareUnsigned(key, largest) >= 0) {
      return 1;
    }
    int common = Arrays.mismatch(smallest, largest);
    long first = number(smallest, common);
    double all = unsigned(number(largest, common) - first);
    return all == 0 ? 0.5 : Math.min(1, unsigned(number(key, common) - first) / all);
  }

  private static double unsigned(long number) {
    return (number >>> 1) * 2.0 + (number & 1);
  }

  /** The eight bytes of a key from an offset on, as an unsigned number; missing bytes are zeros. */
  static long number(byte[] key, int from) {
    long number = 0;
    for (int i = from; i < from + Long.BYTES; i++) {
      number = number << 8 | (i < key.length ? key[i] & 0xFF : 0);
    }
    return number;
  }

  private static byte[] key(byte[] prefix, int common, long number, int width) {
    byte[] key = Arrays.copyOf(prefix, width > 0 ? width : common + Long.BYTES);
    for (int i = 0; i < Long.BYTES && common + i < key.length; i++) {
      key[common + i] = (byte) (number >>> (56 - 8 * i));
    }
    return key;
  }
}
