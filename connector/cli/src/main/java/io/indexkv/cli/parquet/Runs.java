/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads numbers in Parquet's hybrid of run lengths and packed bits: the levels of a page, or the
 * places of its values in a dictionary.
 */
final class Runs {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int MAX_WIDTH = 32;

  private final byte[] bytes;
  private final int end;
  private final int width;
  private final long mask;
  private int at;

  /** Numbers left of the current run. */
  private int left;

  /** The number that the current run repeats; without meaning if its numbers are packed. */
  private int repeated;

  private boolean packed;

  /** The next bit of a packed run, counted from {@code at} on. */
  private long bit;

  /**
   * Numbers of {@code width} bits.
   *
   * @throws IllegalArgumentException if no number has so many bits
   */
  Runs(byte[] bytes, int from, int end, int width) {
    if (width < 0 || width > MAX_WIDTH || from > end || end > bytes.length) {
      throw damaged();
    }
    this.bytes = bytes;
    this.end = end;
    this.width = width;
    mask = (1L << width) - 1;
    at = from;
  }

  static IllegalArgumentException damaged() {
    return new IllegalArgumentException("a page of the file is damaged: write the file anew");
  }

  /**
   * Skips the next {@code count} numbers, at least 1, if they are one run of {@code number}.
   *
   * @return whether they are
   */
  boolean skip(int number, int count) {
    if (left == 0) {
      begin();
    }
    if (packed || left < count || repeated != number) {
      return false;
    }
    left -= count;
    return true;
  }

  /**
   * Reads the next {@code count} numbers.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  void read(int[] to, int count) {
    for (int done = 0; done < count; ) {
      if (left == 0) {
        begin();
      }
      int n = Math.min(left, count - done);
      if (packed) {
        unpack(to, done, n);
      } else {
        Arrays.fill(to, done, done + n, repeated);
      }
      left -= n;
      done += n;
    }
  }

  private void begin() {
    if (packed) {
      at += (int) (bit >>> 3);
      packed = false;
    }
    long header = varint();
    long numbers = header >>> 1;
    if ((header & 1) != 0) {
      // groups of 8 numbers; the last ones may be only there to fill up
      packed = true;
      bit = 0;
      left = (int) Math.min(numbers << 3, width == 0 ? Integer.MAX_VALUE : (end - at) * 8L / width);
    } else {
      int size = width + 7 >>> 3;
      if (size > end - at) {
        throw damaged();
      }
      repeated = 0;
      for (int i = 0; i < size; i++) {
        repeated |= (bytes[at++] & 0xFF) << 8 * i;
      }
      left = (int) Math.min(numbers, Integer.MAX_VALUE);
    }
    if (left == 0) {
      throw damaged();
    }
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      if (at == end) {
        throw damaged();
      }
      byte b = bytes[at++];
      value |= (b & 0x7FL) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw damaged();
  }

  private void unpack(int[] to, int from, int count) {
    int last = bytes.length - Long.BYTES;
    for (int i = 0; i < count; i++) {
      int place = at + (int) (bit >>> 3);
      long word = place <= last ? (long) LONG.get(bytes, place) : tail(place);
      to[from + i] = (int) (word >>> (bit & 7) & mask);
      bit += width;
    }
  }

  private long tail(int place) {
    long word = 0;
    for (int i = bytes.length - 1; i >= place; i--) {
      word = word << 8 | bytes[i] & 0xFF;
    }
    return word;
  }
}
