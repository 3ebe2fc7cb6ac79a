/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * Keeps one bit for each unit (block or page) that has been verified. Reads are plain, without
 * synchronisation: a thread that does not see another's bit verifies the unit once more.
 *
 * <p>When only a few units are left, verifies them all, so that the fast path opens. Otherwise it
 * might stay closed for a unit that no lookup ever reads. A damaged unit stays unverified; whoever
 * reads it gets the error.
 *
 * <p>A unit may have a number as its content. {@link #sum()} adds up the numbers of the verified
 * units.
 */
public final class VerifiedUnits {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  /** The last units, which are verified together, are one in 64 of all units, and a few more. */
  private static final int LAST = 64;

  private static final int FEW = 4;

  private static final OptionalLong NOTHING = OptionalLong.of(0);

  private final long units;
  private final long[] bits;

  /** Number of units that are not verified. */
  private final AtomicLong missing;

  private long sum;

  VerifiedUnits(long units) {
    this.units = units;
    missing = new AtomicLong(units);
    bits = new long[Math.toIntExact((units + 63) >>> 6)];
  }

  public boolean contains(long unit) {
    return (bits[(int) (unit >>> 6)] >>> unit & 1) != 0;
  }

  /**
   * Adds a verified unit. If only a few are left, verifies and adds them, too.
   *
   * @param sound tests whether a unit's checksum is right
   */
  public void add(long unit, LongPredicate sound) {
    add(unit, 0, u -> sound.test(u) ? NOTHING : OptionalLong.empty());
  }

  /**
   * Adds a verified unit with its content. If only a few units are left, verifies and adds them,
   * too.
   *
   * @param contents verifies a unit and returns its content; empty if the unit is damaged
   */
  public void add(long unit, long content, LongFunction<OptionalLong> contents) {
    put(unit, content);
    long left = missing.get();
    if (left > 0 && left <= FEW + units / LAST) {
      for (long u = 0; u < units; u++) {
        if (!contains(u)) {
          OptionalLong found = contents.apply(u);
          if (found.isPresent()) {
            put(u, found.getAsLong());
          }
        }
      }
    }
  }

  private synchronized void put(long unit, long content) {
    long before = (long) WORD.getAndBitwiseOr(bits, (int) (unit >>> 6), 1L << unit);
    if ((before >>> unit & 1) == 0) {
      sum += content; // once for each unit, and before isComplete() can become true
      missing.getAndDecrement();
    }
  }

  /** Sum of the contents of the verified units. */
  public synchronized long sum() {
    return sum;
  }

  /** Whether all units are verified. */
  public boolean isComplete() {
    return missing.get() == 0;
  }
}
