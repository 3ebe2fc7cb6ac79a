/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.spark.codec.StoredType.Form;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.vectorized.WritableColumnVector;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads values of one key type from rows and vectors, without boxing them. */
public final class KeyValues {
  private final Form form;
  private final int precision;
  private final int scale;

  private KeyValues(Form form, int precision, int scale) {
    this.form = form;
    this.precision = precision;
    this.scale = scale;
  }

  /** Reads values of a type for which {@link KeyTypes#of} is not empty. */
  public static KeyValues of(DataType type) {
    if (type instanceof DecimalType decimal) {
      return new KeyValues(Form.DECIMAL, decimal.precision(), decimal.scale());
    }
    return new KeyValues(form(type), 0, 0);
  }

  private static Form form(DataType type) {
    return StoredType.of(type)
        .map(StoredType::form)
        .filter(form -> form != Form.NONE)
        .orElseThrow(
            () -> new IllegalArgumentException("keys have no values of type " + type.sql()));
  }

  /** Passes a field of a row, which must not be null, to {@code sink}. */
  public void put(SpecializedGetters row, int ordinal, KeySink sink) {
    switch (form) {
      case BOOLEAN -> sink.put(row.getBoolean(ordinal));
      case BYTE -> sink.put(row.getByte(ordinal));
      case SHORT -> sink.put(row.getShort(ordinal));
      case INT -> sink.put(row.getInt(ordinal));
      case LONG -> sink.put(row.getLong(ordinal));
      case STRING -> sink.put(row.getUTF8String(ordinal));
      case BINARY -> sink.put(row.getBinary(ordinal));
      case DECIMAL -> {
        if (row instanceof UnsafeRow && isLong()) {
          sink.put(row.getLong(ordinal)); // rows hold the unscaled value
        } else {
          put(row.getDecimal(ordinal, precision, scale), sink);
        }
      }
      case NONE -> throw new IllegalStateException("not a key");
    }
  }

  /** Passes a value of a vector, which must not be null, to {@code sink}. */
  public void put(ColumnVector vector, int row, KeySink sink) {
    switch (form) {
      case BOOLEAN -> sink.put(vector.getBoolean(row));
      case BYTE -> sink.put(vector.getByte(row));
      case SHORT -> sink.put(vector.getShort(row));
      case INT -> sink.put(vector.getInt(row));
      case LONG -> sink.put(vector.getLong(row));
      case STRING -> sink.put(vector.getUTF8String(row));
      case BINARY -> sink.put(vector.getBinary(row));
      case DECIMAL -> {
        if (vector instanceof WritableColumnVector && isLong()) {
          // vectors hold the unscaled value; as an int if it has few digits
          sink.put(
              precision <= Decimal.MAX_INT_DIGITS() ? vector.getInt(row) : vector.getLong(row));
        } else {
          put(vector.getDecimal(row, precision, scale), sink);
        }
      }
      case NONE -> throw new IllegalStateException("not a key");
    }
  }

  private boolean isLong() {
    return precision <= Decimal.MAX_LONG_DIGITS();
  }

  private void put(Decimal value, KeySink sink) {
    Decimal exact = exact(value);
    if (isLong()) {
      sink.put(exact.toUnscaledLong());
    } else {
      sink.put(exact);
    }
  }

  /**
   * The decimal with exactly the type's precision and scale. Spark allows values with fewer digits.
   */
  private Decimal exact(Decimal value) {
    if (value.scale() == scale) {
      return value;
    }
    Decimal exact = value.clone();
    if (!exact.changePrecision(precision, scale) || exact.compare(value) != 0) {
      throw new IllegalArgumentException(
          "%s is no decimal(%d,%d)".formatted(value, precision, scale));
    }
    return exact;
  }

  /** Passes a value in Spark's internal form to {@code sink}. */
  public void put(Object value, KeySink sink) {
    switch (form) {
      case BOOLEAN -> sink.put((Boolean) value);
      case STRING -> sink.put((UTF8String) value);
      case BINARY -> sink.put((byte[]) value);
      case DECIMAL -> put((Decimal) value, sink);
      case BYTE, SHORT, INT, LONG -> sink.put(((Number) value).longValue());
      case NONE -> throw new IllegalStateException("not a key");
    }
  }
}
