/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Format;
import java.util.Arrays;

/**
 * Which of several files with disjoint, ascending key ranges may have a key, by the files' smallest
 * keys. The search does without branches on the key, because which file has it is chance; keys that
 * vary in length are compared by the 8 bytes behind what all smallest keys begin with, and whole
 * only where these bytes do not decide. Immutable.
 */
final class KeyRoutes {
  private final byte[][] smallest;
  private final int keyWidth;

  /** The smallest keys as {@link #order} has their words; empty if keys have no words. */
  private final long[] words;

  /** How many bytes all smallest keys begin with. */
  private final int common;

  /** The next bytes of the smallest keys, as {@link #next} has them. */
  private final long[] next;

  /**
   * @param smallest of each file, ascending
   * @param keyWidth bytes of every key, or 0 if they vary in length
   */
  KeyRoutes(byte[][] smallest, int keyWidth) {
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
  int of(byte[] key, int offset, int length) {
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

  /** The file that may have the key of a word; the first if all of its keys are larger. */
  int of(long word) {
    return lastAtMost(words, order(word));
  }

  /** Index of the last of ascending numbers that is at most KEY, or 0. */
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
   * The first 8 bytes, or those there are and zeros, as a number that compares, signed, as they do:
   * where one key's is less than another's, so is the key.
   */
  private static long next(byte[] key, int offset, int length) {
    if (length >= Long.BYTES) {
      return Long.reverseBytes(Memory.getLong(key, offset)) ^ Long.MIN_VALUE;
    }
    long next = 0;
    for (int i = 0; i < length; i++) {
      next |= (key[offset + i] & 0xFFL) << (Long.SIZE - 8 * (i + 1));
    }
    return next ^ Long.MIN_VALUE;
  }

  private static int mismatch(byte[] a, byte[] b) {
    int at = Arrays.mismatch(a, b);
    return at < 0 ? a.length : at;
  }

  /** What {@link #next} has for the bytes of the key of a word. */
  private long order(long word) {
    return Long.reverseBytes(word << (Long.SIZE - 8 * keyWidth) >>> (Long.SIZE - 8 * keyWidth))
        ^ Long.MIN_VALUE;
  }
}
