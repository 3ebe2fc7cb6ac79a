/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;

/**
 * Finds single keys in predicates on the key columns: equalities and IN, joined by AND and OR. Only
 * literals of the column's own type count, because Spark has already added casts where they lose
 * nothing.
 */
final class KeyPredicates {
  private final StoreKey key;

  KeyPredicates(StoreKey key) {
    this.key = key;
  }

  /**
   * The only keys for which all predicates can be true. Empty if the predicates leave a key column
   * open, or name too many keys.
   */
  Optional<PointKeys> points(List<Predicate> predicates) {
    KeyValueSets all = KeyValueSets.any(key.columns().size());
    for (Predicate predicate : predicates) {
      Optional<KeyValueSets> sets = sets(predicate);
      if (sets.isPresent()) {
        all = all.and(sets.get());
      }
    }
    KeyEncoder encoder = new KeyEncoder(key);
    return all.keys()
        .map(
            keys ->
                PointKeys.of(
                    keys.stream().map(encoder::encode).flatMap(Optional::stream).toList()));
  }

  /** The values that a predicate allows for the key columns; empty if it does not restrict them. */
  Optional<KeyValueSets> sets(Predicate predicate) {
    List<Expression> operands = Arrays.asList(predicate.children());
    return switch (predicate.name()) {
      case "=", "<=>" ->
          operands.size() == 2
              ? values(operands.get(0), operands.subList(1, 2))
                  .or(() -> values(operands.get(1), operands.subList(0, 1)))
              : Optional.empty();
      case "IN" -> values(operands.get(0), operands.subList(1, operands.size()));
      case "NOT" -> isFalse((Predicate) operands.get(0));
      case "AND" -> both(operands);
      case "OR" -> either(operands);
      default -> Optional.empty();
    };
  }

  /** Handles {@code NOT column = true}: Spark writes {@code column = false} this way. */
  private Optional<KeyValueSets> isFalse(Predicate negated) {
    Expression[] operands = negated.children();
    int number = negated.name().equals("=") ? number(operands[0]) : -1;
    return number >= 0
            && key.columns().get(number).dataType().equals(DataTypes.BooleanType)
            && operands[1] instanceof Literal<?> literal
            && Boolean.TRUE.equals(literal.value())
        ? Optional.of(KeyValueSets.of(key, number, List.of(false)))
        : Optional.empty();
  }

  private Optional<KeyValueSets> both(List<Expression> operands) {
    Optional<KeyValueSets> left = sets((Predicate) operands.get(0));
    Optional<KeyValueSets> right = sets((Predicate) operands.get(1));
    return left.isPresent() && right.isPresent()
        ? Optional.of(left.get().and(right.get()))
        : left.or(() -> right);
  }

  private Optional<KeyValueSets> either(List<Expression> operands) {
    Optional<KeyValueSets> left = sets((Predicate) operands.get(0));
    Optional<KeyValueSets> right = sets((Predicate) operands.get(1));
    return left.isPresent() && right.isPresent()
        ? Optional.of(left.get().or(right.get()))
        : Optional.empty();
  }

  private Optional<KeyValueSets> values(Expression column, List<Expression> operands) {
    int number = number(column);
    if (number < 0) {
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (Expression operand : operands) {
      if (!(operand instanceof Literal<?> literal)
          || !literal.dataType().equals(key.columns().get(number).dataType())) {
        return Optional.empty();
      }
      // a key of a store is never null, so a null matches nothing
      if (literal.value() != null) {
        values.add(literal.value());
      }
    }
    return Optional.of(KeyValueSets.of(key, number, values));
  }

  /** The number of the key column that an operand is; -1 if it is not a key column. */
  private int number(Expression operand) {
    if (operand instanceof NamedReference reference && reference.fieldNames().length == 1) {
      List<KeyColumn> columns = key.columns();
      for (int i = 0; i < columns.size(); i++) {
        if (columns.get(i).name().equals(reference.fieldNames()[0])) {
          return i;
        }
      }
    }
    return -1;
  }
}
