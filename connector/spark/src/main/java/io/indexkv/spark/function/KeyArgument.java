/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.function;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.StoredType;
import java.io.Serializable;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * An argument that stands for a key column. No value is rounded or cut: a value that the column
 * cannot have is absent.
 *
 * @param type of the argument, in which Spark passes it
 */
record KeyArgument(KeyColumn column, DataType type) implements Serializable {

  /** The argument of a type; empty if no value of the type can be compared with the column. */
  static Optional<KeyArgument> of(KeyColumn column, DataType given) {
    DataType key = column.dataType();
    if (given.equals(DataTypes.NullType) || given.equals(key)) {
      return Optional.of(new KeyArgument(column, key));
    }
    boolean integer = StoredType.integerWidth(given) > 0;
    boolean taken =
        key instanceof DecimalType
            ? integer || given instanceof DecimalType
            : integer && StoredType.integerWidth(key) > 0;
    return taken ? Optional.of(new KeyArgument(column, given)) : Optional.empty();
  }

  /**
   * The value as the key has it, in Spark's internal form. Empty if it is null, or a value that the
   * column cannot have.
   */
  Optional<Object> value(InternalRow arguments, int ordinal) {
    if (arguments.isNullAt(ordinal)) {
      return Optional.empty();
    }
    Object value = arguments.get(ordinal, type);
    if (column.dataType() instanceof DecimalType decimal) {
      return Optional.ofNullable(decimal(value, decimal));
    }
    if (column.charLength() > 0) {
      return CharColumns.equal(value.toString(), column.charLength()).map(UTF8String::fromString);
    }
    return type.equals(column.dataType())
        ? Optional.of(value)
        : Optional.ofNullable(integer(((Number) value).longValue()));
  }

  private Object integer(long value) {
    Object narrow =
        switch (StoredType.integerWidth(column.dataType())) {
          case 1 -> (Object) (byte) value;
          case 2 -> (short) value;
          case 4 -> (int) value;
          default -> value;
        };
    return ((Number) narrow).longValue() == value ? narrow : null;
  }

  private static Decimal decimal(Object value, DecimalType key) {
    Decimal exact =
        value instanceof Decimal given
            ? given.clone()
            : Decimal.apply(((Number) value).longValue());
    Decimal changed = exact.clone();
    boolean fits = changed.changePrecision(key.precision(), key.scale());
    return fits && changed.compareTo(exact) == 0 ? changed : null;
  }
}
