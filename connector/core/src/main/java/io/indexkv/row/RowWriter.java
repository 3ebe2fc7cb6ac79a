/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/** Writes rows, one after the other, into a buffer that it uses again. Not thread-safe. */
final class RowWriter {
  /** Bytes that a decimal's piece takes in a row, whatever its length. */
  static final int WIDE_DECIMAL = 16;

  private static final VarHandle LITTLE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final int nullBytes;
  private final int fixedLength;
  private final byte[] wide = new byte[WIDE_DECIMAL];
  private byte[] bytes = {};
  private int length;

  RowWriter(int columns) {
    nullBytes = nullBytes(columns);
    fixedLength = fixedLength(columns);
  }

  static int nullBytes(int columns) {
    return (columns + 63) / 64 * 8;
  }

  static int fixedLength(int columns) {
    return nullBytes(columns) + 8 * columns;
  }

  static long word(byte[] row, int offset) {
    return (long) LITTLE.get(row, offset);
  }

  static boolean isNull(byte[] row, int ordinal) {
    return (word(row, ordinal >>> 6 << 3) >>> ordinal & 1) != 0;
  }

  /**
   * Begins a row.
   *
   * @param max maximum number of bytes of the row
   */
  void begin(int max) {
    if (bytes.length < max) {
      bytes = new byte[(int) Math.min(Integer.MAX_VALUE - 8, Math.max(max, 2L * bytes.length))];
    } else {
      Arrays.fill(bytes, 0, fixedLength, (byte) 0);
    }
    length = fixedLength;
  }

  void setNull(int ordinal, boolean wideDecimal) {
    int word = ordinal >>> 6 << 3;
    LITTLE.set(bytes, word, word(bytes, word) | 1L << ordinal);
    if (wideDecimal) {
      slot(ordinal, (long) length << 32);
      LITTLE.set(bytes, length, 0L);
      LITTLE.set(bytes, length + 8, 0L);
      length += WIDE_DECIMAL;
    }
  }

  void slot(int ordinal, long value) {
    LITTLE.set(bytes, nullBytes + (ordinal << 3), value);
  }

  /**
   * Copies a piece.
   *
   * @param slot the slot in {@code row} that points at it
   * @param min minimum number of bytes that it takes here
   */
  void piece(int ordinal, byte[] row, long slot, int min) {
    piece(ordinal, row, (int) (slot >>> 32), (int) slot, min);
  }

  private void piece(int ordinal, byte[] from, int offset, int size, int min) {
    Objects.checkFromIndexSize(offset, size, from.length);
    int end = length + Math.max(size + 7 & -8, min);
    if (size > 0) {
      // the padding, and all of a short decimal
      Arrays.fill(bytes, Math.min(length + (size & -8), end), end, (byte) 0);
      System.arraycopy(from, offset, bytes, length, size);
    }
    slot(ordinal, (long) length << 32 | size);
    length = end;
  }

  /** Writes a decimal in a piece: its unscaled number has 128 bits, in two halves. */
  void wideDecimal(int ordinal, long high, long low) {
    BIG.set(wide, 0, high);
    BIG.set(wide, 8, low);
    int first = 0;
    while (first < WIDE_DECIMAL - 1 && wide[first] == wide[first + 1] >> 7) {
      first++;
    }
    piece(ordinal, wide, first, WIDE_DECIMAL - first, WIDE_DECIMAL);
  }

  /** The row, from 0 to {@link #length()}, until the next one begins. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
