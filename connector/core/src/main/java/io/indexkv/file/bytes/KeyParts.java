/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Divides encoded keys into parts, each with the keys from its start to the next one. Immutable.
 */
public final class KeyParts {
  /** Slices of the starts' words, so that a key's part is found in few steps. */
  private static final int SLICE_BITS = 12;

  private static final int SLICES = 1 << SLICE_BITS;

  /** The start of each part but the first, ascending. */
  private final byte[][] starts;

  /** The first 8 bytes of each start, so that they compare as signed numbers. */
  private final long[] words;

  /** For each slice, the first start that is in it or behind it. */
  private final int[] firsts;

  private final int shift;

  private KeyParts(byte[][] starts) {
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

  /** One part. */
  public static KeyParts one() {
    return from(List.of());
  }

  /**
   * Parts with these starts.
   *
   * @param starts the start of each part but the first, ascending; of equal ones, only the part of
   *     the last has keys
   */
  public static KeyParts from(List<byte[]> starts) {
    return new KeyParts(starts.toArray(byte[][]::new));
  }

  /**
   * As many parts of about equally many rows as are wanted; one if the sample is too small.
   *
   * @param sample keys from all over the rows
   */
  public static KeyParts of(List<byte[]> sample, int count) {
    return sample.size() < count ? one() : from(starts(sample, count));
  }

  /**
   * The starts of parts of about equally many rows, for {@link #from}. Some are equal if the sample
   * is smaller than {@code count}; there are none if it is empty.
   *
   * @param sample keys from all over the rows, in any order
   */
  public static List<byte[]> starts(List<byte[]> sample, int count) {
    List<byte[]> sorted = sample.stream().sorted(Arrays::compareUnsigned).toList();
    List<byte[]> starts = new ArrayList<>();
    for (int i = 1; i < count && !sorted.isEmpty(); i++) {
      starts.add(sorted.get((int) ((long) sorted.size() * i / count)));
    }
    return starts;
  }

  public int count() {
    return starts.length + 1;
  }

  /** The start of a part; null for the first one. */
  public byte[] start(int part) {
    return part == 0 ? null : starts[part - 1];
  }

  private static long word(byte[] key, int length) {
    return Memory.beginning(key, 0, length) ^ Long.MIN_VALUE;
  }

  /**
   * The number of the part of a key.
   *
   * @param key the key is its first {@code length} bytes
   */
  public int of(byte[] key, int length) {
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
