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
 * A row of columns. It decodes a column only when a method reads it. Methods name a column by its
 * position, from 0; {@link RowLayout#ordinal} finds the position. A position outside the layout
 * throws {@link IndexOutOfBoundsException}.
 *
 * <p>A method that returns a primitive throws {@link IllegalStateException} if the column is null.
 * A method that returns an object returns null. A method for another type than the column's throws
 * {@link IllegalArgumentException}.
 *
 * <p>Immutable and thread-safe, as long as nobody changes its bytes. Two rows are equal if their
 * layouts and bytes are.
 */
public final class Row {
  private final RowLayout layout;
  private final byte[] bytes;

  Row(RowLayout layout, byte[] bytes) {
    this.layout = layout;
    this.bytes = bytes;
  }

  /** Names and types of the columns. */
  public RowLayout layout() {
    return layout;
  }

  /** The encoded bytes of the row, not a copy. */
  public byte[] bytes() {
    return bytes;
  }

  /** Whether a column is null. */
  public boolean isNull(int ordinal) {
    column(ordinal);
    long word = (long) LittleEndian.LONG.get(bytes, ordinal / 64 * 8);
    return (word >>> ordinal & 1) != 0;
  }

  /** The value of a {@link Column#bool} column. */
  public boolean bool(int ordinal) {
    return slot(ordinal, Column.Type.BOOLEAN) != 0;
  }

  /** The value of a {@link Column#int8} column. */
  public byte int8(int ordinal) {
    return (byte) slot(ordinal, Column.Type.INT8);
  }

  /** The value of a {@link Column#int16} column. */
  public short int16(int ordinal) {
    return (short) slot(ordinal, Column.Type.INT16);
  }

  /** The value of a {@link Column#int32} column. */
  public int int32(int ordinal) {
    return (int) slot(ordinal, Column.Type.INT32);
  }

  /** The value of a {@link Column#int64} column. */
  public long int64(int ordinal) {
    return slot(ordinal, Column.Type.INT64);
  }

  /** The value of a {@link Column#float32} column. */
  public float float32(int ordinal) {
    return Float.intBitsToFloat((int) slot(ordinal, Column.Type.FLOAT32));
  }

  /** The value of a {@link Column#float64} column. */
  public double float64(int ordinal) {
    return Double.longBitsToDouble(slot(ordinal, Column.Type.FLOAT64));
  }

  /** The value of a {@link Column#date} column, or null. */
  public LocalDate date(int ordinal) {
    return absent(ordinal, Column.Type.DATE)
        ? null
        : LocalDate.ofEpochDay((int) slot(ordinal, Column.Type.DATE));
  }

  /** The value of a {@link Column#timestamp} column, to the microsecond, or null. */
  public Instant timestamp(int ordinal) {
    return absent(ordinal, Column.Type.TIMESTAMP)
        ? null
        : Epoch.instant(slot(ordinal, Column.Type.TIMESTAMP));
  }

  /** The value of a {@link Column#timestampNtz} column, to the microsecond, or null. */
  public LocalDateTime timestampNtz(int ordinal) {
    return absent(ordinal, Column.Type.TIMESTAMP_NTZ)
        ? null
        : Epoch.local(slot(ordinal, Column.Type.TIMESTAMP_NTZ));
  }

  /** The value of a {@link Column#decimal} column with the column's scale, or null. */
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
   * The value of a {@link Column#string} column, or null.
   *
   * @throws IllegalArgumentException if its bytes are not UTF-8, or the column has another type
   */
  public String string(int ordinal) {
    if (absent(ordinal, Column.Type.STRING)) {
      return null;
    }
    long slot = slot(ordinal, Column.Type.STRING);
    return Utf8.decode(bytes, offset(column(ordinal), slot), (int) slot);
  }

  /**
   * A copy of the bytes of a binary, opaque or string column, or null. Does not check that a string
   * is UTF-8.
   */
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

  /** The value of a column of any type, or null. */
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
      throw new IllegalArgumentException("column " + column + " was read as " + asked);
    }
    return isNull(ordinal);
  }

  private long slot(int ordinal, Column.Type asked) {
    if (absent(ordinal, asked)) {
      throw new IllegalStateException("column " + column(ordinal) + " is null: call isNull first");
    }
    return (long) LittleEndian.LONG.get(bytes, layout.slot(ordinal));
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
