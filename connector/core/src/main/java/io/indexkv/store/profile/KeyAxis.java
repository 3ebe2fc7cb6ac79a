/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import java.util.Arrays;

/**
 * Puts keys on a line from the smallest to the largest one. It takes the first eight bytes in which
 * the two differ as a number.
 */
public final class KeyAxis {
  private final int prefix;
  private final double from;
  private final double width;

  /** The line between two keys. */
  public KeyAxis(byte[] smallest, byte[] largest) {
    int same = Arrays.mismatch(smallest, largest);
    prefix = same < 0 ? 0 : same;
    from = number(smallest);
    width = number(largest) - from;
  }

  private double number(byte[] key) {
    double number = 0;
    for (int i = prefix; i < prefix + Long.BYTES; i++) {
      number = number * 256 + (i < key.length ? key[i] & 0xFF : 0);
    }
    return number;
  }

  /** The place of a key: 0 for the smallest, 1 for the largest. */
  public double place(byte[] key) {
    double place = width <= 0 ? 0 : (number(key) - from) / width;
    return Math.min(1, Math.max(0, place));
  }
}
