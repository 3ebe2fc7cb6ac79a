/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;

/** Encodes keys from the values that a user gives. For one thread. */
final class LookupKey {
  private final List<KeyColumn> columns;
  private final KeyEncoder encoder;

  LookupKey(StoreKey key) {
    columns = key.columns();
    encoder = new KeyEncoder(key);
  }

  int columns() {
    return columns.size();
  }

  /**
   * The key's bytes; empty if no key can have these values.
   *
   * @throws IllegalArgumentException if a value does not have the column's type, or the number of
   *     values is not the number of key columns
   */
  Optional<byte[]> encode(List<?> values) {
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(
          "the key has %d columns %s, but %d values were given"
              .formatted(
                  columns.size(), columns.stream().map(KeyColumn::name).toList(), values.size()));
    }
    List<Object> internal = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Optional<Object> value = internal(columns.get(i), values.get(i));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      internal.add(value.get());
    }
    return encoder.encode(internal);
  }

  /** The value in Spark's internal form; empty if no value of the column's type equals it. */
  private static Optional<Object> internal(KeyColumn column, Object value) {
    if (value == null) {
      return Optional.empty();
    }
    DataType type = column.dataType();
    if (!fits(type, value)) {
      throw new IllegalArgumentException(
          "key column '%s' is %s, but the value '%s' is a %s"
              .formatted(column.name(), type.sql(), value, value.getClass().getName()));
    }
    if (isInteger(type)) {
      return integer(type, ((Number) value).longValue());
    }
    if (type instanceof DecimalType decimal) {
      BigDecimal number = ((BigDecimal) value).stripTrailingZeros();
      boolean exact =
          number.scale() <= decimal.scale()
              && number.precision() - number.scale() <= decimal.precision() - decimal.scale();
      if (!exact) {
        return Optional.empty();
      }
    }
    Object stored = value;
    if (column.charLength() > 0) {
      Optional<String> padded = CharColumns.equal((String) value, column.charLength());
      if (padded.isEmpty()) {
        return Optional.empty();
      }
      stored = padded.get();
    }
    return Optional.of(CatalystTypeConverters.createToCatalystConverter(type).apply(stored));
  }

  private static Optional<Object> integer(DataType type, long value) {
    if (type instanceof LongType) {
      return Optional.of(value);
    }
    if (type instanceof IntegerType) {
      return value == (int) value ? Optional.of((int) value) : Optional.empty();
    }
    if (type instanceof ShortType) {
      return value == (short) value ? Optional.of((short) value) : Optional.empty();
    }
    return value == (byte) value ? Optional.of((byte) value) : Optional.empty();
  }

  private static boolean isInteger(DataType type) {
    return type instanceof LongType
        || type instanceof IntegerType
        || type instanceof ShortType
        || type instanceof ByteType;
  }

  private static boolean fits(DataType type, Object value) {
    if (isInteger(type)) {
      return value instanceof Long
          || value instanceof Integer
          || value instanceof Short
          || value instanceof Byte;
    }
    if (type instanceof StringType) {
      return value instanceof String;
    }
    if (type instanceof BinaryType) {
      return value instanceof byte[];
    }
    if (type instanceof BooleanType) {
      return value instanceof Boolean;
    }
    if (type instanceof DecimalType) {
      return value instanceof BigDecimal;
    }
    if (type instanceof DateType) {
      return value instanceof LocalDate || value instanceof java.sql.Date;
    }
    if (type instanceof TimestampNTZType) {
      return value instanceof LocalDateTime;
    }
    return value instanceof java.time.Instant || value instanceof java.sql.Timestamp;
  }
}
