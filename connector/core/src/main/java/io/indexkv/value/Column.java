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
 * @param precision digits of a decimal, else 0
 * @param scale digits of a decimal after the point, else 0
 */
public record Column(String name, Type type, int precision, int scale) {
  /** What a column holds; docs/row-layout.md has the bytes. */
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
    /** Bytes with an inside of their own: Spark's struct, array, map. */
    OPAQUE(byte[].class);

    private final Class<?> javaType;

    Type(Class<?> javaType) {
      this.javaType = javaType;
    }

    /** The class of a value that is not null. */
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

  /** True or false. */
  public static Column bool(String name) {
    return new Column(name, Type.BOOLEAN, 0, 0);
  }

  /** Integers of 8 bits with a sign: Spark's {@code tinyint}. */
  public static Column int8(String name) {
    return new Column(name, Type.INT8, 0, 0);
  }

  /** Of 16 bits: {@code smallint}. */
  public static Column int16(String name) {
    return new Column(name, Type.INT16, 0, 0);
  }

  /** Of 32 bits: {@code int}. */
  public static Column int32(String name) {
    return new Column(name, Type.INT32, 0, 0);
  }

  /** Of 64 bits: {@code bigint}. */
  public static Column int64(String name) {
    return new Column(name, Type.INT64, 0, 0);
  }

  /** Spark's {@code float}. */
  public static Column float32(String name) {
    return new Column(name, Type.FLOAT32, 0, 0);
  }

  /** Spark's {@code double}. */
  public static Column float64(String name) {
    return new Column(name, Type.FLOAT64, 0, 0);
  }

  /** Days. */
  public static Column date(String name) {
    return new Column(name, Type.DATE, 0, 0);
  }

  /** Instants, to the microsecond. */
  public static Column timestamp(String name) {
    return new Column(name, Type.TIMESTAMP, 0, 0);
  }

  /** Local times, to the microsecond. */
  public static Column timestampNtz(String name) {
    return new Column(name, Type.TIMESTAMP_NTZ, 0, 0);
  }

  /** Text, kept as UTF-8. */
  public static Column string(String name) {
    return new Column(name, Type.STRING, 0, 0);
  }

  /** Spark's {@code binary}. */
  public static Column bytes(String name) {
    return new Column(name, Type.BINARY, 0, 0);
  }

  /** Spark's structs, arrays and maps: see {@link Type#OPAQUE}. */
  public static Column opaque(String name) {
    return new Column(name, Type.OPAQUE, 0, 0);
  }

  /**
   * Numbers of up to PRECISION digits, SCALE of them after the point.
   *
   * @param precision 1 to 38
   * @param scale 0 to the precision
   * @throws IllegalArgumentException if they are not
   */
  public static Column decimal(String name, int precision, int scale) {
    return new Column(name, Type.DECIMAL, precision, scale);
  }

  /** True if its slot says where its bytes are. */
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
