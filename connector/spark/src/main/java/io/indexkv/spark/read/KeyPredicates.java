/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.KeyType;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.KeyTypes;
import io.indexkv.spark.codec.PinnedStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.StructField;

/**
 * Reads single keys out of predicates on the key column. Only literals of the column's own type
 * count: Spark has cast either side already where it could do so without loss.
 */
record KeyPredicates(StructField column, KeyType type) {

  static KeyPredicates of(PinnedStore store) {
    StructField column = store.schema().apply(store.keyColumns().get(0));
    return new KeyPredicates(column, KeyTypes.require(column.name(), column.dataType()));
  }

  /** The only keys for which the predicate can be true; empty if it does not name single keys. */
  Optional<PointKeys> points(Predicate predicate) {
    List<Expression> operands = Arrays.asList(predicate.children());
    return switch (predicate.name()) {
      case "=", "<=>" -> operands.size() == 2 ? equality(operands) : Optional.empty();
      case "IN" ->
          isKey(operands.get(0))
              ? keys(operands.subList(1, operands.size()))
              : Optional.<PointKeys>empty();
      default -> Optional.empty();
    };
  }

  private Optional<PointKeys> equality(List<Expression> operands) {
    if (isKey(operands.get(0))) {
      return keys(operands.subList(1, 2));
    }
    return isKey(operands.get(1)) ? keys(operands.subList(0, 1)) : Optional.empty();
  }

  private boolean isKey(Expression operand) {
    return operand instanceof NamedReference reference
        && reference.fieldNames().length == 1
        && reference.fieldNames()[0].equals(column.name());
  }

  private Optional<PointKeys> keys(List<Expression> operands) {
    KeyEncoder encoder = new KeyEncoder(type);
    List<byte[]> keys = new ArrayList<>();
    for (Expression operand : operands) {
      if (!(operand instanceof Literal<?> literal)
          || !literal.dataType().equals(column.dataType())) {
        return Optional.empty();
      }
      // no key of a store is null, so a null finds nothing
      if (literal.value() != null) {
        keys.add(encoder.encode(literal.value()));
      }
    }
    return Optional.of(PointKeys.of(keys));
  }
}
