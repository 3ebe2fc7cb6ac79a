/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Format;
import java.util.Arrays;

/**
 * Finds which of several files with disjoint, ascending key ranges may have a key, by the files'
 * smallest keys. The search has no branches on the key, because the file is unpredictable. It
 * compares keys of varying length by the 8 bytes behind the common prefix of all smallest keys.
 * Only if these are equal does it compare whole keys. Immutable.
 */
public final class KeyRoutes {
  private final byte[][] smallest;
  private final int keyWidth;

  /** The smallest keys as numbers that {@link #order} makes; empty if keys are not words. */
  private final long[] words;

  /** Length in bytes of the common prefix of all smallest keys. */
  private final int common;

  /** The bytes of the smallest keys behind that prefix, as numbers that {@link #next} makes. */
  private final long[] next;

  /**
   * Routes for the files with these smallest keys.
   *
   * @param smallest the smallest key of each file, ascending
   * @param keyWidth number of bytes of every key, or 0 if keys vary in length
   */
  public KeyRoutes(byte[][] smallest, int keyWidth) {
    this.smallest = smallest;
    this.keyWidth = keyWidth;
    words =
        Format.isWord(keyWidth)
            ? Arrays.stream(smallest).mapToLong(key -> next(key, 0, key.length)).toArray()
            : new long[0];
    common = smallest.length < 2 ? 0 : mismatch(smallest[0], smallest[smallest.length - 1]);
    next =
        Arrays.stream(smallest).mapToLong(key -> next(key, common, key.length - common)).toArray();
  }

  /** The file that may have a key, or -1. */
  public int of(byte[] key, int offset, int length) {
    if (smallest.length == 0) {
      return -1;
    }
    if (length >= common && Arrays.equals(key, offset, offset + common, smallest[0], 0, common)) {
      long n = next(key, offset + common, length - common);
      int last = lastAtMost(next, n);
      if (next[last] < n) {
        return last;
      }
    }
    int low = -1;
    int high = smallest.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      byte[] s = smallest[middle];
      if (Arrays.compareUnsigned(s, 0, s.length, key, offset, offset + length) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The file that may have the key of a word; the first file if all smallest keys are larger. */
  public int of(long word) {
    return lastAtMost(words, order(word));
  }

  /** Index of the last of the ascending numbers that is not above {@code key}, or 0. */
  private static int lastAtMost(long[] numbers, long key) {
    int low = 0;
    int n = numbers.length;
    while (n > 1) {
      int half = n >>> 1;
      low += numbers[low + half] <= key ? half : 0;
      n -= half;
    }
    return low;
  }

  /**
   * The first 8 bytes as a signed number that sorts like the bytes. Shorter keys are filled up with
   * zeros. If one key's number is less than another's, the key is less, too.
   */
  private static long next(byte[] key, int offset, int length) {
    return Memory.beginning(key, offset, length) ^ Long.MIN_VALUE;
  }

  private static int mismatch(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    return at < 0 ? a.length : at;
  }

  /** The number that {@link #next} makes for the bytes of the key of a word. */
  private long order(long word) {
    return Long.reverseBytes(word << (Long.SIZE - 8 * keyWidth) >>> (Long.SIZE - 8 * keyWidth))
        ^ Long.MIN_VALUE;
  }
}
