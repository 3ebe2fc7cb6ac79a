/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/**
 * One bit for each unit (block or page) whose checksum has been found right. Reads are plain: a
 * thread that misses another's bit verifies the unit once more.
 *
 * <p>When few units are missing, they are checked without anybody having asked for them: there may
 * be some that nobody ever asks for, and lookups are faster in a file that is complete. Those that
 * are damaged stay missing, for who asks for them to get the error.
 *
 * <p>A unit may have a content that counts, as a number: {@link #sum()} is that of the units that
 * are in.
 */
final class VerifiedUnits {
  private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(long[].class);

  /** One unit in so many, and a few of a small file, are the last ones. */
  private static final int LAST = 64;

  private static final int FEW = 4;

  private static final OptionalLong NOTHING = OptionalLong.of(0);

  private final long units;
  private final long[] bits;

  /** Units that are not in. */
  private final AtomicLong missing;

  private long sum;

  VerifiedUnits(long units) {
    this.units = units;
    missing = new AtomicLong(units);
    bits = new long[Math.toIntExact((units + 63) >>> 6)];
  }

  boolean contains(long unit) {
    return (bits[(int) (unit >>> 6)] >>> unit & 1) != 0;
  }

  /**
   * Adds a unit that was found right, and the last ones with it.
   *
   * @param sound whether a unit's checksum is right
   */
  void add(long unit, LongPredicate sound) {
    add(unit, 0, u -> sound.test(u) ? NOTHING : OptionalLong.empty());
  }

  /**
   * Likewise with what the unit's content counts.
   *
   * @param contents what that of a unit counts, empty if the unit is not right
   */
  void add(long unit, long content, LongFunction<OptionalLong> contents) {
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
      sum += content; // once a unit, and before it is seen to be complete
      missing.getAndDecrement();
    }
  }

  /** What the units that are in count together. */
  synchronized long sum() {
    return sum;
  }

  /** Whether all units are in. */
  boolean isComplete() {
    return missing.get() == 0;
  }
}
