/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.columns;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column of a batch of rows, for Spark. It holds the slots of the stored rows, so one class does
 * for all types. Valid until the next batch.
 */
final class StoredVector extends ColumnVector {
  /** The slot of each row; of a value with a piece its place in the pieces, as in a row. */
  final long[] slots;

  private final boolean[] nulls;
  private final PieceBuffer pieces;
  private int nullCount;

  /**
   * A vector without rows.
   *
   * @param pieces holds strings, binary values and wide decimals
   */
  StoredVector(DataType type, int rows, PieceBuffer pieces) {
    super(type);
    slots = new long[rows];
    nulls = new boolean[rows];
    this.pieces = pieces;
  }

  /** Forgets all nulls. */
  void clear() {
    if (nullCount > 0) {
      Arrays.fill(nulls, false);
      nullCount = 0;
    }
  }

  void putNull(int row) {
    nulls[row] = true;
    nullCount++;
  }

  @Override
  public void close() {
    // it has nothing but arrays
  }

  @Override
  public boolean hasNull() {
    return nullCount > 0;
  }

  @Override
  public int numNulls() {
    return nullCount;
  }

  @Override
  public boolean isNullAt(int row) {
    return nullCount > 0 && nulls[row];
  }

  @Override
  public boolean getBoolean(int row) {
    return (byte) slots[row] != 0;
  }

  @Override
  public byte getByte(int row) {
    return (byte) slots[row];
  }

  @Override
  public short getShort(int row) {
    return (short) slots[row];
  }

  @Override
  public int getInt(int row) {
    return (int) slots[row];
  }

  @Override
  public long getLong(int row) {
    return slots[row];
  }

  @Override
  public float getFloat(int row) {
    return Float.intBitsToFloat((int) slots[row]);
  }

  @Override
  public double getDouble(int row) {
    return Double.longBitsToDouble(slots[row]);
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    if (isNullAt(row)) {
      return null;
    }
    return precision <= Decimal.MAX_LONG_DIGITS()
        ? Decimal.createUnsafe(slots[row], precision, scale)
        : Decimal.apply(new BigDecimal(new BigInteger(getBinary(row)), scale), precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int row) {
    if (isNullAt(row)) {
      return null;
    }
    long place = slots[row];
    return UTF8String.fromAddress(
        pieces.bytes(), Platform.BYTE_ARRAY_OFFSET + (place >>> 32), (int) place);
  }

  @Override
  public byte[] getBinary(int row) {
    if (isNullAt(row)) {
      return null;
    }
    int from = (int) (slots[row] >>> 32);
    return Arrays.copyOfRange(pieces.bytes(), from, from + (int) slots[row]);
  }

  @Override
  public ColumnarArray getArray(int row) {
    throw new UnsupportedOperationException("columns of type " + type.sql() + " are read as rows");
  }

  @Override
  public ColumnarMap getMap(int ordinal) {
    throw new UnsupportedOperationException("columns of type " + type.sql() + " are read as rows");
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw new UnsupportedOperationException("columns of type " + type.sql() + " are read as rows");
  }
}
