/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * The table of Spark's types that stores hold in their rows, apart from structs, arrays and maps.
 * It says for each type whether it can be a key, and how keys of it are read. Other classes ask the
 * table; none lists the types again.
 */
public enum StoredType {
  BOOLEAN(DataTypes.BooleanType, key(KeyType.BOOLEAN), Form.BOOLEAN, 0, 0, Boolean.class),
  BYTE(DataTypes.ByteType, key(KeyType.INT8), Form.BYTE, 1, 1, Classes.INTEGERS),
  SHORT(DataTypes.ShortType, key(KeyType.INT16), Form.SHORT, 2, 2, Classes.INTEGERS),
  INT(DataTypes.IntegerType, key(KeyType.INT32), Form.INT, 4, 4, Classes.INTEGERS),
  LONG(DataTypes.LongType, key(KeyType.INT64), Form.LONG, 8, 8, Classes.INTEGERS),
  FLOAT(DataTypes.FloatType, noKey(), Form.NONE, 0, 0),
  DOUBLE(DataTypes.DoubleType, noKey(), Form.NONE, 0, 0),
  DECIMAL(null, StoredType::decimal, Form.DECIMAL, 0, 0, BigDecimal.class),
  DATE(DataTypes.DateType, key(KeyType.DATE), Form.INT, 0, 4, LocalDate.class, java.sql.Date.class),
  TIMESTAMP(
      DataTypes.TimestampType,
      key(KeyType.TIMESTAMP),
      Form.LONG,
      0,
      8,
      Instant.class,
      java.sql.Timestamp.class),
  TIMESTAMP_NTZ(
      DataTypes.TimestampNTZType, key(KeyType.TIMESTAMP_NTZ), Form.LONG, 0, 8, LocalDateTime.class),
  STRING(DataTypes.StringType, key(KeyType.STRING), Form.STRING, 0, 0, String.class),
  BINARY(DataTypes.BinaryType, key(KeyType.BINARY), Form.BINARY, 0, 0, byte[].class),
  YEAR_MONTH_INTERVAL(null, noKey(), Form.NONE, 0, 0),
  DAY_TIME_INTERVAL(null, noKey(), Form.NONE, 0, 0);

  /** How rows and vectors give a value of a key. */
  enum Form {
    BOOLEAN,
    BYTE,
    SHORT,
    INT,
    LONG,
    DECIMAL,
    STRING,
    BINARY,
    /** The type cannot be a key. */
    NONE
  }

  /** Classes that several types share. A constant of the enum cannot use a constant of its own. */
  private static final class Classes {
    private static final Class<?>[] INTEGERS = {Long.class, Integer.class, Short.class, Byte.class};
  }

  private static final Map<DataType, StoredType> BY_TYPE =
      Arrays.stream(values())
          .filter(stored -> stored.type != null)
          .collect(Collectors.toUnmodifiableMap(stored -> stored.type, Function.identity()));

  private final DataType type;
  private final Function<DataType, Optional<KeyType>> key;
  private final Form form;
  private final int integerWidth;
  private final int numberWidth;
  private final List<Class<?>> javaClasses;

  /**
   * A row of the table.
   *
   * @param type the type itself; null for a type with parameters, which {@link #of} must know
   * @param key the key type
   * @param form how rows and vectors give a value
   * @param integerWidth number of bytes if the type is an integer, else 0
   * @param numberWidth number of bytes of a value in a vector if the value is the number that
   *     stands for it in a key, else 0
   * @param javaClasses classes of the values that a user looks up
   */
  StoredType(
      DataType type,
      Function<DataType, Optional<KeyType>> key,
      Form form,
      int integerWidth,
      int numberWidth,
      Class<?>... javaClasses) {
    this.type = type;
    this.key = key;
    this.form = form;
    this.integerWidth = integerWidth;
    this.numberWidth = numberWidth;
    this.javaClasses = List.of(javaClasses);
  }

  private static Function<DataType, Optional<KeyType>> key(KeyType type) {
    return unused -> Optional.of(type);
  }

  private static Function<DataType, Optional<KeyType>> noKey() {
    return unused -> Optional.empty();
  }

  /** Spark can be configured to allow decimals of negative scale, which cannot be keys. */
  private static Optional<KeyType> decimal(DataType type) {
    DecimalType decimal = (DecimalType) type;
    return decimal.scale() < 0
        ? Optional.empty()
        : Optional.of(KeyType.decimal(decimal.precision(), decimal.scale()));
  }

  /**
   * The row of a type; empty if stores do not hold it. It compares by value, not by class: Spark
   * 4's collated strings are StringType, too, but stores do not hold them.
   */
  public static Optional<StoredType> of(DataType type) {
    if (type instanceof DecimalType) {
      return Optional.of(DECIMAL);
    }
    if (type instanceof YearMonthIntervalType) {
      return Optional.of(YEAR_MONTH_INTERVAL);
    }
    if (type instanceof DayTimeIntervalType) {
      return Optional.of(DAY_TIME_INTERVAL);
    }
    return Optional.ofNullable(BY_TYPE.get(type));
  }

  /** The key type of a Spark type; empty if it cannot be a key. */
  static Optional<KeyType> key(DataType type) {
    return of(type).flatMap(stored -> stored.key.apply(type));
  }

  Form form() {
    return form;
  }

  /** Number of bytes of an integer type; 0 for any other type. */
  public static int integerWidth(DataType type) {
    return of(type).map(stored -> stored.integerWidth).orElse(0);
  }

  /**
   * Number of bytes of an integer, date or timestamp type; 0 for any other type. A vector of such a
   * type holds the numbers that stand for its values in keys.
   */
  public static int numberWidth(DataType type) {
    return of(type).map(stored -> stored.numberWidth).orElse(0);
  }

  /** Whether a user may give {@code value} for a key of this type. */
  public boolean takes(Object value) {
    for (Class<?> javaClass : javaClasses) {
      if (javaClass.isInstance(value)) {
        return true;
      }
    }
    return false;
  }
}
