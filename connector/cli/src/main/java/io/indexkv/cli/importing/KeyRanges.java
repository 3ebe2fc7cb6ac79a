/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Divides keys into ranges of about the same number of entries. */
final class KeyRanges {
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Slices of the starts' words, so that a key's range is found in few steps. */
  private static final int SLICE_BITS = 12;

  private static final int SLICES = 1 << SLICE_BITS;

  /** The smallest key of each range but the first. */
  private final byte[][] starts;

  /** The first 8 bytes of each start, so that they compare as signed numbers. */
  private final long[] words;

  /** For each slice, the first start that is in it or behind it. */
  private final int[] firsts;

  private final int shift;

  private KeyRanges(byte[][] starts) {
    this.starts = starts;
    words = new long[starts.length];
    Arrays.setAll(words, i -> word(starts[i], starts[i].length));
    long span = words.length == 0 ? 0 : words[words.length - 1] - words[0];
    shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(span) - SLICE_BITS);
    firsts = new int[SLICES + 1];
    for (int slice = 0, at = 0; slice <= SLICES; slice++) {
      while (at < words.length && slice(words[at]) < slice) {
        at++;
      }
      firsts[slice] = at;
    }
  }

  /** The slice of a word, among slices of equal size from the first start to the last one. */
  private int slice(long word) {
    if (words.length == 0 || word <= words[0]) {
      return 0;
    }
    long last = words[words.length - 1];
    return (int) ((Math.min(word, last) - words[0]) >>> shift);
  }

  /** One range. */
  static KeyRanges one() {
    return new KeyRanges(new byte[0][]);
  }

  /**
   * As many ranges as are wanted; one if the sample is too small.
   *
   * @param sample keys from all over the rows
   */
  static KeyRanges of(List<byte[]> sample, int count) {
    byte[][] sorted = sample.stream().sorted(Arrays::compareUnsigned).toArray(byte[][]::new);
    if (sorted.length < count) {
      return one();
    }
    byte[][] starts = new byte[count - 1][];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = sorted[(int) ((long) sorted.length * (i + 1) / count)];
    }
    return new KeyRanges(starts);
  }

  int count() {
    return starts.length + 1;
  }

  /** The smallest key of a range; null for the first one. */
  byte[] start(int range) {
    return range == 0 ? null : starts[range - 1];
  }

  private static long word(byte[] key, int length) {
    if (length >= Long.BYTES) {
      return (long) BIG.get(key, 0) ^ Long.MIN_VALUE;
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (key[i] & 0xFFL) << (56 - 8 * i);
    }
    return word ^ Long.MIN_VALUE;
  }

  /** The range of a key. */
  int range(byte[] key, int length) {
    long word = word(key, length);
    int slice = slice(word);
    int from = firsts[slice];
    int end = firsts[slice + 1];
    while (from < end && words[from] < word) {
      from++;
    }
    while (from < words.length
        && words[from] == word
        && Arrays.compareUnsigned(key, 0, length, starts[from], 0, starts[from].length) >= 0) {
      from++;
    }
    return from;
  }
}
