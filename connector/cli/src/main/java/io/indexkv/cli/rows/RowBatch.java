/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.rows;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The beginnings of several rows in row layout v1: nulls and slots. They are written column by
 * column, which is faster than row by row.
 */
public final class RowBatch {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final int nullBytes;
  private final int rowLength;
  private final byte[] bytes;

  /** A batch of up to {@code rows} rows of so many columns. */
  public RowBatch(int columns, int rows) {
    nullBytes = nullBytes(columns);
    rowLength = nullBytes + 8 * columns;
    bytes = new byte[Math.multiplyExact(rowLength, rows)];
  }

  /** Bytes of the nulls of so many columns. */
  static int nullBytes(int columns) {
    return (columns + 63) / 64 * 8;
  }

  /** Begins new rows, in which all columns are 0. */
  public void begin(int rows) {
    Arrays.fill(bytes, 0, rows * rowLength, (byte) 0);
  }

  /** Writes a column that has no null: a slot for each row. */
  public void slots(int column, long[] slots, int rows) {
    int at = nullBytes + (column << 3);
    for (int i = 0; i < rows; i++) {
      LONG.set(bytes, at, slots[i]);
      at += rowLength;
    }
  }

  public void slot(int row, int column, long slot) {
    LONG.set(bytes, row * rowLength + nullBytes + (column << 3), slot);
  }

  public void setNull(int row, int column) {
    int word = row * rowLength + (column >>> 6 << 3);
    LONG.set(bytes, word, (long) LONG.get(bytes, word) | 1L << column);
  }

  /** Copies the beginning of a row to the beginning of {@code to}. */
  void copy(int row, byte[] to) {
    System.arraycopy(bytes, row * rowLength, to, 0, rowLength);
  }
}
