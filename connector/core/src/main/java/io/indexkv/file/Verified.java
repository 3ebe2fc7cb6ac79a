/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One bit for each unit (block or page) whose checksum has been found right. Reads are plain: a
 * thread that misses another's bit verifies the unit once more.
 */
final class Verified {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] bits;

  /** Units that are not in. */
  private final AtomicLong missing;

  Verified(long units) {
    missing = new AtomicLong(units);
    bits = new long[Math.toIntExact((units + 63) >>> 6)];
  }

  boolean contains(long unit) {
    return (bits[(int) (unit >>> 6)] >>> unit & 1) != 0;
  }

  void add(long unit) {
    long before = (long) WORD.getAndBitwiseOr(bits, (int) (unit >>> 6), 1L << unit);
    if ((before >>> unit & 1) == 0) {
      missing.getAndDecrement();
    }
  }

  /** Whether all units are in. */
  boolean isComplete() {
    return missing.get() == 0;
  }
}
