/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One bit for each unit (block or page) whose checksum has been found right. Reads are plain: a
 * thread that misses another's bit verifies the unit once more.
 */
final class Verified {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] bits;
  private final long units;
  private volatile boolean complete;

  Verified(long units) {
    this.units = units;
    bits = new long[Math.toIntExact((units + 63) >>> 6)];
  }

  boolean contains(long unit) {
    return (bits[(int) (unit >>> 6)] >>> unit & 1) != 0;
  }

  void add(long unit) {
    WORD.getAndBitwiseOr(bits, (int) (unit >>> 6), 1L << unit);
  }

  /** Whether all units are in; counts them until it has been so once. */
  boolean isComplete() {
    if (!complete) {
      long found = 0;
      for (long word : bits) {
        found += Long.bitCount(word);
      }
      complete = found == units;
    }
    return complete;
  }
}
