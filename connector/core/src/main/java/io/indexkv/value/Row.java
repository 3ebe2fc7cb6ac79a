/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.key.Epoch;
import io.indexkv.key.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.StringJoiner;

/**
 * A row, read where its bytes are: a column is decoded when it is asked for. Columns are named by
 * their position, from 0; {@link RowLayout#ordinal} finds it, and a position that there is not
 * throws {@link IndexOutOfBoundsException}. A method for a primitive throws {@link
 * IllegalStateException} if the column is null; one for an object returns null. A method that is
 * not the one of the column's type throws {@link IllegalArgumentException}. Immutable as long as
 * nobody writes to its bytes; equal if layout and bytes are.
 */
public final class Row {
  private final RowLayout layout;
  private final byte[] bytes;

  Row(RowLayout layout, byte[] bytes) {
    this.layout = layout;
    this.bytes = bytes;
  }

  /** Names and types of its columns. */
  public RowLayout layout() {
    return layout;
  }

  /** The bytes of the row itself, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether a column is null. */
  public boolean isNull(int ordinal) {
    column(ordinal);
    long word = (long) RowLayout.LONG.get(bytes, ordinal / 64 * 8);
    return (word >>> ordinal & 1) != 0;
  }

  /** A {@link Column#bool}. */
  public boolean bool(int ordinal) {
    return slot(ordinal, Column.Type.BOOLEAN) != 0;
  }

  /** An {@link Column#int8}. */
  public byte int8(int ordinal) {
    return (byte) slot(ordinal, Column.Type.INT8);
  }

  /** An {@link Column#int16}. */
  public short int16(int ordinal) {
    return (short) slot(ordinal, Column.Type.INT16);
  }

  /** An {@link Column#int32}. */
  public int int32(int ordinal) {
    return (int) slot(ordinal, Column.Type.INT32);
  }

  /** An {@link Column#int64}. */
  public long int64(int ordinal) {
    return slot(ordinal, Column.Type.INT64);
  }

  /** A {@link Column#float32}. */
  public float float32(int ordinal) {
    return Float.intBitsToFloat((int) slot(ordinal, Column.Type.FLOAT32));
  }

  /** A {@link Column#float64}. */
  public double float64(int ordinal) {
    return Double.longBitsToDouble(slot(ordinal, Column.Type.FLOAT64));
  }

  /** A {@link Column#date}, or null. */
  public LocalDate date(int ordinal) {
    return absent(ordinal, Column.Type.DATE)
        ? null
        : LocalDate.ofEpochDay((int) slot(ordinal, Column.Type.DATE));
  }

  /** A {@link Column#timestamp} with its microseconds, or null. */
  public Instant timestamp(int ordinal) {
    return absent(ordinal, Column.Type.TIMESTAMP)
        ? null
        : Epoch.instant(slot(ordinal, Column.Type.TIMESTAMP));
  }

  /** A {@link Column#timestampNtz} with its microseconds, or null. */
  public LocalDateTime timestampNtz(int ordinal) {
    return absent(ordinal, Column.Type.TIMESTAMP_NTZ)
        ? null
        : Epoch.local(slot(ordinal, Column.Type.TIMESTAMP_NTZ));
  }

  /** A {@link Column#decimal} with the column's scale, or null. */
  public BigDecimal decimal(int ordinal) {
    if (absent(ordinal, Column.Type.DECIMAL)) {
      return null;
    }
    long slot = slot(ordinal, Column.Type.DECIMAL);
    Column column = column(ordinal);
    if (!column.isWideDecimal()) {
      return BigDecimal.valueOf(slot, column.scale());
    }
    int offset = offset(column, slot);
    if ((int) slot < 1 || (int) slot > 16) {
      throw new IllegalArgumentException(
          "not a row of " + layout + ": " + column + " of " + (int) slot + " bytes");
    }
    return new BigDecimal(new BigInteger(bytes, offset, (int) slot), column.scale());
  }

  /**
   * A {@link Column#string}, or null.
   *
   * @throws IllegalArgumentException also if its bytes are not UTF-8
   */
  public String string(int ordinal) {
    if (absent(ordinal, Column.Type.STRING)) {
      return null;
    }
    long slot = slot(ordinal, Column.Type.STRING);
    return Utf8.decode(bytes, offset(column(ordinal), slot), (int) slot);
  }

  /** A copy of the bytes of a binary, opaque or string column, the latter unchecked. */
  public byte[] bytes(int ordinal) {
    Column column = column(ordinal);
    boolean decimal = column.type() == Column.Type.DECIMAL;
    Column.Type type = column.isVariable() && !decimal ? column.type() : Column.Type.BINARY;
    if (absent(ordinal, type)) {
      return null;
    }
    long slot = slot(ordinal, type);
    int offset = offset(column, slot);
    return Arrays.copyOfRange(bytes, offset, offset + (int) slot);
  }

  /** The value of a column of any type, null if it is null. */
  public Object value(int ordinal) {
    if (isNull(ordinal)) {
      return null;
    }
    return switch (column(ordinal).type()) {
      case BOOLEAN -> bool(ordinal);
      case INT8 -> int8(ordinal);
      case INT16 -> int16(ordinal);
      case INT32 -> int32(ordinal);
      case INT64 -> int64(ordinal);
      case FLOAT32 -> float32(ordinal);
      case FLOAT64 -> float64(ordinal);
      case DATE -> date(ordinal);
      case TIMESTAMP -> timestamp(ordinal);
      case TIMESTAMP_NTZ -> timestampNtz(ordinal);
      case DECIMAL -> decimal(ordinal);
      case STRING -> string(ordinal);
      case BINARY, OPAQUE -> bytes(ordinal);
    };
  }

  private boolean absent(int ordinal, Column.Type asked) {
    Column column = column(ordinal);
    if (column.type() != asked) {
      throw new IllegalArgumentException("column " + column + " read as " + asked);
    }
    return isNull(ordinal);
  }

  private long slot(int ordinal, Column.Type asked) {
    if (absent(ordinal, asked)) {
      throw new IllegalStateException("column " + column(ordinal) + " is null: ask isNull first");
    }
    return (long) RowLayout.LONG.get(bytes, layout.slot(ordinal));
  }

  private Column column(int ordinal) {
    return layout.columns().get(ordinal);
  }

  private int offset(Column column, long slot) {
    int offset = (int) (slot >>> 32);
    int size = (int) slot;
    if (offset < layout.fixedLength() || size < 0 || size > bytes.length - offset) {
      throw new IllegalArgumentException(
          "not a row of "
              + layout
              + ": "
              + column
              + " has "
              + Integer.toUnsignedString(size)
              + " bytes at "
              + Integer.toUnsignedString(offset)
              + ", the row "
              + bytes.length);
    }
    return offset;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Row that
        && layout.equals(that.layout)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "[", "]");
    for (int i = 0; i < layout.columns().size(); i++) {
      Object value = value(i);
      text.add(column(i).name() + "=" + (value instanceof byte[] b ? b.length + " bytes" : value));
    }
    return text.toString();
  }
}
