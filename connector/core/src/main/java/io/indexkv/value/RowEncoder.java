/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.key.Decimals;
import io.indexkv.key.Epoch;
import io.indexkv.key.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;

/** Encodes one row, column by column. */
final class RowEncoder {
  private final List<Column> columns;
  private final int nullBytes;
  private byte[] bytes;
  private int length;

  /**
   * Encodes a row of some columns.
   *
   * @param nullBytes number of bytes before the first slot
   */
  RowEncoder(List<Column> columns, int nullBytes) {
    this.columns = columns;
    this.nullBytes = nullBytes;
    this.length = nullBytes + 8 * columns.size();
    this.bytes = new byte[length + 64];
  }

  void add(int ordinal, Object value) {
    Column column = columns.get(ordinal);
    if (value == null) {
      int word = ordinal / 64 * 8;
      LittleEndian.LONG.set(bytes, word, (long) LittleEndian.LONG.get(bytes, word) | 1L << ordinal);
      if (column.isWideDecimal()) {
        piece(ordinal, new byte[0], 16);
      }
      return;
    }
    if (!column.type().javaType().isInstance(value)) {
      throw new IllegalArgumentException(
          value.getClass().getSimpleName()
              + " in column "
              + column
              + ": expected "
              + column.type().javaType().getSimpleName());
    }
    try {
      add(ordinal, column, value);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("column " + column + ": " + e.getMessage(), e);
    }
  }

  private void add(int ordinal, Column column, Object value) {
    switch (column.type()) {
      case BOOLEAN -> slot(ordinal, (boolean) value ? 1 : 0);
      case INT8 -> slot(ordinal, (byte) value & 0xFF);
      case INT16 -> slot(ordinal, (short) value & 0xFFFF);
      case INT32 -> slot(ordinal, Integer.toUnsignedLong((int) value));
      case INT64 -> slot(ordinal, (long) value);
      case FLOAT32 -> slot(ordinal, Integer.toUnsignedLong(Float.floatToRawIntBits((float) value)));
      case FLOAT64 -> slot(ordinal, Double.doubleToRawLongBits((double) value));
      case DATE -> slot(ordinal, Integer.toUnsignedLong(Epoch.days((LocalDate) value)));
      case TIMESTAMP -> slot(ordinal, Epoch.micros((Instant) value));
      case TIMESTAMP_NTZ -> slot(ordinal, Epoch.micros((LocalDateTime) value));
      case DECIMAL -> {
        BigInteger unscaled =
            Decimals.unscaled((BigDecimal) value, column.precision(), column.scale());
        if (column.isWideDecimal()) {
          piece(ordinal, unscaled.toByteArray(), 16);
        } else {
          slot(ordinal, unscaled.longValueExact());
        }
      }
      case STRING -> piece(ordinal, Utf8.encode((String) value), 0);
      case BINARY, OPAQUE -> piece(ordinal, (byte[]) value, 0);
    }
  }

  byte[] finish() {
    return Arrays.copyOf(bytes, length);
  }

  private void slot(int ordinal, long value) {
    LittleEndian.LONG.set(bytes, nullBytes + 8 * ordinal, value);
  }

  private void piece(int ordinal, byte[] value, int min) {
    slot(ordinal, (long) length << 32 | value.length);
    long end = (length + (long) Math.max(value.length, min) + 7) / 8 * 8;
    if (end > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "the row has " + end + " bytes: a row has at most 2^31 - 9");
    }
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(2L * bytes.length, 1 << 30)));
    }
    System.arraycopy(value, 0, bytes, length, value.length);
    length = (int) end;
  }
}
