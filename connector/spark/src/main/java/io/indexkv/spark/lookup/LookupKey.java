/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.codec.StoredType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;

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
    if (StoredType.of(type).filter(stored -> stored.takes(value)).isEmpty()) {
      throw new IllegalArgumentException(
          "key column '%s' is %s, but the value '%s' is a %s"
              .formatted(column.name(), type.sql(), value, value.getClass().getName()));
    }
    int width = StoredType.integerWidth(type);
    if (width > 0) {
      return integer(width, ((Number) value).longValue());
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

  /** The number as an integer of {@code width} bytes; empty if it is too large for it. */
  private static Optional<Object> integer(int width, long value) {
    return switch (width) {
      case 1 -> value == (byte) value ? Optional.of((byte) value) : Optional.empty();
      case 2 -> value == (short) value ? Optional.of((short) value) : Optional.empty();
      case 4 -> value == (int) value ? Optional.of((int) value) : Optional.empty();
      default -> Optional.of(value);
    };
  }
}
