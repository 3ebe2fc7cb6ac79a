/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.key.Decimals;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Objects;

/**
 * A column of a {@link Row}.
 *
 * @param name name of the column
 * @param type type of its values
 * @param precision maximum number of digits of a decimal; 0 for other types
 * @param scale number of digits of a decimal after the point; 0 for other types
 */
public record Column(String name, Type type, int precision, int scale) {
  /** The type of a column. docs/row-layout.md defines the bytes of each. */
  public enum Type {
    BOOLEAN(Boolean.class),
    INT8(Byte.class),
    INT16(Short.class),
    INT32(Integer.class),
    INT64(Long.class),
    FLOAT32(Float.class),
    FLOAT64(Double.class),
    DATE(LocalDate.class),
    TIMESTAMP(Instant.class),
    TIMESTAMP_NTZ(LocalDateTime.class),
    DECIMAL(BigDecimal.class),
    STRING(String.class),
    BINARY(byte[].class),
    /**
     * Bytes with a structure of their own, which rows do not decode: Spark's struct, array and map.
     */
    OPAQUE(byte[].class);

    private final Class<?> javaType;

    Type(Class<?> javaType) {
      this.javaType = javaType;
    }

    /** The class of a non-null value. */
    public Class<?> javaType() {
      return javaType;
    }
  }

  public Column {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    boolean decimal = type == Type.DECIMAL;
    if (decimal
        ? precision < 1 || precision > Decimals.MAX_PRECISION || scale < 0 || scale > precision
        : precision != 0 || scale != 0) {
      throw new IllegalArgumentException(
          "column "
              + name
              + " with precision "
              + precision
              + " and scale "
              + scale
              + ": expected 1 to 38 and 0 to the precision for a decimal, 0 and 0 for others");
    }
  }

  /** A column of booleans. */
  public static Column bool(String name) {
    return new Column(name, Type.BOOLEAN, 0, 0);
  }

  /** A column of signed integers of 8 bits: Spark's {@code tinyint}. */
  public static Column int8(String name) {
    return new Column(name, Type.INT8, 0, 0);
  }

  /** A column of signed integers of 16 bits: Spark's {@code smallint}. */
  public static Column int16(String name) {
    return new Column(name, Type.INT16, 0, 0);
  }

  /** A column of signed integers of 32 bits: Spark's {@code int}. */
  public static Column int32(String name) {
    return new Column(name, Type.INT32, 0, 0);
  }

  /** A column of signed integers of 64 bits: Spark's {@code bigint}. */
  public static Column int64(String name) {
    return new Column(name, Type.INT64, 0, 0);
  }

  /** A column of floating point numbers of 32 bits: Spark's {@code float}. */
  public static Column float32(String name) {
    return new Column(name, Type.FLOAT32, 0, 0);
  }

  /** A column of floating point numbers of 64 bits: Spark's {@code double}. */
  public static Column float64(String name) {
    return new Column(name, Type.FLOAT64, 0, 0);
  }

  /** A column of dates. */
  public static Column date(String name) {
    return new Column(name, Type.DATE, 0, 0);
  }

  /** A column of instants in whole microseconds. */
  public static Column timestamp(String name) {
    return new Column(name, Type.TIMESTAMP, 0, 0);
  }

  /** A column of local times in whole microseconds. */
  public static Column timestampNtz(String name) {
    return new Column(name, Type.TIMESTAMP_NTZ, 0, 0);
  }

  /** A column of strings, stored as UTF-8. */
  public static Column string(String name) {
    return new Column(name, Type.STRING, 0, 0);
  }

  /** A column of byte arrays: Spark's {@code binary}. */
  public static Column bytes(String name) {
    return new Column(name, Type.BINARY, 0, 0);
  }

  /** A column of Spark's structs, arrays or maps, as bytes: see {@link Type#OPAQUE}. */
  public static Column opaque(String name) {
    return new Column(name, Type.OPAQUE, 0, 0);
  }

  /**
   * A column of decimals of up to {@code precision} digits, {@code scale} of them after the point.
   *
   * @param precision 1 to 38
   * @param scale 0 to {@code precision}
   * @throws IllegalArgumentException if precision or scale is outside its range
   */
  public static Column decimal(String name, int precision, int scale) {
    return new Column(name, Type.DECIMAL, precision, scale);
  }

  /** Whether the column's slot points to its bytes, instead of holding the value. */
  boolean isVariable() {
    return type == Type.STRING || type == Type.BINARY || type == Type.OPAQUE || isWideDecimal();
  }

  boolean isWideDecimal() {
    return precision > Decimals.MAX_LONG_PRECISION;
  }

  @Override
  public String toString() {
    String suffix = type == Type.DECIMAL ? "(" + precision + "," + scale + ")" : "";
    return name + " " + type.name().toLowerCase(Locale.ROOT) + suffix;
  }
}
