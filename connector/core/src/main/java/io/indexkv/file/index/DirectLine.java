/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Format;

/**
 * Reads a line of a direct index: its rank, which counts the entries before the line, and a bit for
 * each of its slots.
 */
public final class DirectLine {
  private DirectLine() {}

  static long rank(long line) {
    return Memory.getLong(line + Format.LINE_RANK);
  }

  private static long word(long line, int word) {
    return Memory.getLong(line + Format.LINE_BITS + word * Long.BYTES);
  }

  /** 1 if the slot of a bit has an entry, else 0. */
  public static long has(long line, int bit) {
    return word(line, bit >>> 6) >>> bit & 1;
  }

  /**
   * The number, among the file's entries, of the first one in a slot from {@code bit} on. It is the
   * entry in that slot if there is one. Branch-free: the bit is unpredictable.
   */
  public static long entry(long line, int bit) {
    int before = 0;
    for (int w = 0; w < Format.LINE_WORDS; w++) {
      int bits = Math.max(0, Math.min(Long.SIZE, bit - w * Long.SIZE));
      // the lowest bits; a shift by 64 would be a shift by 0
      long mask = (1L << bits) - 1 | -(bits >>> 6);
      before += Long.bitCount(word(line, w) & mask);
    }
    return rank(line) + before;
  }

  /** Number of entries before the next line. */
  static long next(long line) {
    long entries = rank(line);
    for (int w = 0; w < Format.LINE_WORDS; w++) {
      entries += Long.bitCount(word(line, w));
    }
    return entries;
  }

  /** Whether no bit from {@code bit} on is set. */
  static boolean isClearFrom(long line, int bit) {
    for (int i = bit; i < Format.LINE_SLOTS; i++) {
      if (has(line, i) != 0) {
        return false;
      }
    }
    return true;
  }
}
