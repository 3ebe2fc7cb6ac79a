/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.StoredType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

/**
 * A value that a user gives for a key column, and where it is among the values of the column's
 * type.
 *
 * @param internal in Spark's internal form: the value itself, or the one that is just below it;
 *     null if the value is below or above all values of the type
 */
record KeyValue(Place place, Object internal) {
  private static final KeyValue BELOW_ALL = new KeyValue(Place.BELOW_ALL, null);
  private static final KeyValue ABOVE_ALL = new KeyValue(Place.ABOVE_ALL, null);

  enum Place {
    BELOW_ALL,
    /** The value is one that the column may have. */
    AT,
    /** The column cannot have the value. It can have one just below it. */
    ABOVE,
    ABOVE_ALL
  }

  /**
   * The value in its place; empty if it is null.
   *
   * @throws IllegalArgumentException if the value does not have the column's type
   */
  static Optional<KeyValue> of(KeyColumn column, Object value) {
    if (value == null) {
      return Optional.empty();
    }
    DataType type = column.dataType();
    if (StoredType.of(type).filter(stored -> stored.takes(value)).isEmpty()) {
      throw new IllegalArgumentException(
          "key column '%s' is %s, but the value '%s' is a %s"
              .formatted(column.name(), type.sql(), value, value.getClass().getName()));
    }
    int width = StoredType.integerWidth(type);
    if (width > 0) {
      return Optional.of(integer(width, ((Number) value).longValue()));
    }
    if (type instanceof DecimalType decimal) {
      return Optional.of(decimal(decimal, ((BigDecimal) value).stripTrailingZeros()));
    }
    if (column.charLength() > 0) {
      // a text that is too long equals no value of the column, but is compared as it is
      String text = (String) value;
      return Optional.of(at(type, CharColumns.equal(text, column.charLength()).orElse(text)));
    }
    return Optional.of(at(type, value));
  }

  private static KeyValue at(DataType type, Object value) {
    return new KeyValue(Place.AT, internal(type, value));
  }

  private static Object internal(DataType type, Object value) {
    return CatalystTypeConverters.createToCatalystConverter(type).apply(value);
  }

  /** The number as an integer of {@code width} bytes. */
  private static KeyValue integer(int width, long value) {
    Object narrow =
        switch (width) {
          case 1 -> (Object) (byte) value;
          case 2 -> (short) value;
          case 4 -> (int) value;
          default -> value;
        };
    if (((Number) narrow).longValue() != value) {
      return value < 0 ? BELOW_ALL : ABOVE_ALL;
    }
    return new KeyValue(Place.AT, narrow);
  }

  /**
   * The number, which has no zeros at its end, as a decimal of a type. It never writes out the
   * zeros of a large exponent.
   */
  private static KeyValue decimal(DecimalType type, BigDecimal number) {
    if (isTooLong(number, type)) {
      return number.signum() < 0 ? BELOW_ALL : ABOVE_ALL;
    }
    if (number.scale() <= type.scale()) {
      return at(type, number);
    }
    BigDecimal below = below(number, type.scale());
    return isTooLong(below, type) ? BELOW_ALL : new KeyValue(Place.ABOVE, internal(type, below));
  }

  private static boolean isTooLong(BigDecimal number, DecimalType type) {
    return number.signum() != 0 && whole(number) > type.precision() - type.scale();
  }

  /** The number of digits before the point; negative if zeros follow the point. */
  private static long whole(BigDecimal number) {
    return (long) number.precision() - number.scale();
  }

  /** The largest number below {@code number} that has {@code scale} digits behind the point. */
  private static BigDecimal below(BigDecimal number, int scale) {
    long digits = whole(number) + scale;
    if (digits > 0) {
      return number.round(new MathContext((int) digits, RoundingMode.FLOOR));
    }
    return number.signum() > 0 ? BigDecimal.ZERO : BigDecimal.valueOf(-1, scale);
  }
}
