/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes rows in row layout v1, one after the other, into a buffer that it uses again. Call {@link
 * #begin}, then one method for each column, in any order.
 */
public final class RowBuffer {
  /** Bytes that a decimal of more than 18 digits takes behind the slots, whatever its length. */
  private static final int WIDE = 16;

  private static final int MAX_LENGTH = Integer.MAX_VALUE - 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int nullBytes;
  private final int fixedLength;
  private byte[] bytes;
  private int length;

  /** A buffer for rows of so many columns. */
  public RowBuffer(int columns) {
    nullBytes = RowBatch.nullBytes(columns);
    fixedLength = nullBytes + 8 * columns;
    bytes = new byte[fixedLength + 256];
  }

  /** Begins a row of a batch, of which other columns may follow. */
  public void begin(RowBatch batch, int row) {
    batch.copy(row, bytes);
    length = fixedLength;
  }

  /** Begins a row, in which all columns are 0. */
  public void begin() {
    Arrays.fill(bytes, 0, fixedLength, (byte) 0);
    length = fixedLength;
  }

  /** Takes a row that is complete. */
  public void set(byte[] row) {
    length = 0;
    room(row.length);
    System.arraycopy(row, 0, bytes, 0, row.length);
    length = row.length;
  }

  public void setNull(int column) {
    int word = column >>> 6 << 3;
    LONG.set(bytes, word, (long) LONG.get(bytes, word) | 1L << column);
  }

  /** Makes a decimal of more than 18 digits null: its slot has an offset, too. */
  public void setWideNull(int column) {
    setNull(column);
    wide(column, new byte[0]);
  }

  /** Writes a value that fits into a slot. The bytes that its type does not use are 0. */
  public void slot(int column, long value) {
    LONG.set(bytes, nullBytes + (column << 3), value);
  }

  /** Writes a value that is too long for a slot. */
  public void piece(int column, byte[] from, int offset, int size) {
    piece(column, from, offset, size, 0);
  }

  /**
   * Writes the unscaled number of a decimal of more than 18 digits, in as few bytes as it takes.
   */
  public void wide(int column, byte[] unscaled) {
    wide(column, unscaled, 0, unscaled.length);
  }

  /** As {@link #wide(int, byte[])}, from a part of an array. */
  public void wide(int column, byte[] from, int offset, int size) {
    piece(column, from, offset, size, WIDE);
  }

  private void piece(int column, byte[] from, int offset, int size, int min) {
    int taken = Math.max(size + 7 & -8, min);
    room(taken);
    for (int at = size & -8; at < taken; at += Long.BYTES) {
      LONG.set(bytes, length + at, 0L);
    }
    System.arraycopy(from, offset, bytes, length, size);
    slot(column, (long) length << 32 | size);
    length += taken;
  }

  private void room(int more) {
    long end = (long) length + more;
    if (more < 0 || end > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the row has more than " + MAX_LENGTH + " bytes, which is the maximum");
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_LENGTH, Math.max(end, 2L * bytes.length)));
    }
  }

  boolean isNull(int column) {
    return ((long) LONG.get(bytes, column >>> 6 << 3) >>> column & 1) != 0;
  }

  long slot(int column) {
    return (long) LONG.get(bytes, nullBytes + (column << 3));
  }

  /** The row, from 0 to {@link #length()}, until the next one begins. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }
}
