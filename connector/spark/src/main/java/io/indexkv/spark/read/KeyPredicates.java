/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.Literal;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Finds the keys for which a predicate on the key columns can be true. Only literals of the
 * column's own type count, because Spark has already added casts where they lose nothing. The bytes
 * of a key are in Spark's order, and a key is never null.
 */
final class KeyPredicates {
  private final StoreKey key;
  private final int columns;

  /** For each key column, the encoder of its values alone. */
  private final KeyEncoder[] encoders;

  KeyPredicates(StoreKey key) {
    this.key = key;
    columns = key.columns().size();
    encoders =
        IntStream.range(0, columns)
            .mapToObj(i -> new KeyEncoder(key.column(i)))
            .toArray(KeyEncoder[]::new);
  }

  /** The keys for which a predicate can be true; empty if it says nothing about keys. */
  Optional<KeyBoxes> boxes(Predicate predicate) {
    List<Expression> operands = Arrays.asList(predicate.children());
    return switch (predicate.name()) {
      case "=", "<=>", "<>", "<", "<=", ">", ">=" ->
          operands.size() == 2 ? comparison(predicate.name(), operands) : Optional.empty();
      case "IN" -> values(operands).map(this::boxes);
      case "STARTS_WITH" -> operands.size() == 2 ? startsWith(operands) : Optional.empty();
      case "IS_NOT_NULL" ->
          number(operands.get(0)) >= 0
              ? Optional.of(KeyBoxes.any(columns, true))
              : Optional.empty();
      case "IS_NULL" ->
          number(operands.get(0)) >= 0
              ? Optional.of(new KeyBoxes(List.of(), true))
              : Optional.empty();
      case "NOT" -> operands.get(0) instanceof Predicate p ? not(p) : Optional.empty();
      case "AND" -> both(operands);
      case "OR" -> either(operands);
      default -> Optional.empty();
    };
  }

  /** The values of a key column. */
  private record Values(int column, KeyRanges ranges) {}

  private KeyBoxes boxes(Values values) {
    return KeyBoxes.of(columns, values.column, values.ranges);
  }

  private Optional<KeyBoxes> comparison(String operator, List<Expression> operands) {
    boolean swapped = number(operands.get(0)) < 0;
    int column = number(operands.get(swapped ? 1 : 0));
    if (column < 0 || !(operands.get(swapped ? 0 : 1) instanceof Literal<?> literal)) {
      return Optional.empty();
    }
    if (operator.equals("=") || operator.equals("<=>")) {
      return values(List.of(operands.get(swapped ? 1 : 0), literal)).map(this::boxes);
    }
    if (!isOfType(literal, column)) {
      return Optional.empty();
    }
    if (literal.value() == null) {
      return Optional.of(new KeyBoxes(List.of(), true));
    }
    return encoded(column, literal)
        .map(value -> ranges(swapped ? swapped(operator) : operator, value))
        .map(ranges -> KeyBoxes.of(columns, column, ranges));
  }

  private static String swapped(String operator) {
    return switch (operator) {
      case "<" -> ">";
      case "<=" -> ">=";
      case ">" -> "<";
      case ">=" -> "<=";
      default -> operator;
    };
  }

  private static KeyRanges ranges(String operator, byte[] value) {
    byte[] after = KeyRanges.after(value);
    return switch (operator) {
      case "<" -> KeyRanges.of(List.of(new KeySlice(null, value)));
      case "<=" -> KeyRanges.of(List.of(new KeySlice(null, after)));
      case ">" -> KeyRanges.of(List.of(new KeySlice(after, null)));
      case ">=" -> KeyRanges.of(List.of(new KeySlice(value, null)));
      default -> KeyRanges.ofValues(List.of(value)).not();
    };
  }

  private Optional<KeyBoxes> startsWith(List<Expression> operands) {
    int column = number(operands.get(0));
    if (column < 0
        || !key.columns().get(column).dataType().equals(DataTypes.StringType)
        || !(operands.get(1) instanceof Literal<?> literal)
        || !(literal.value() instanceof UTF8String prefix)
        || !isOfType(literal, column)) {
      return Optional.empty();
    }
    byte[] bytes = prefix.getBytes();
    KeySlice slice = new KeySlice(bytes, KeyBounds.next(bytes));
    return Optional.of(KeyBoxes.of(columns, column, KeyRanges.of(List.of(slice))));
  }

  /** Handles {@code column <> value}, {@code NOT column IN (…)}, and negated booleans. */
  private Optional<KeyBoxes> not(Predicate negated) {
    List<Expression> operands = Arrays.asList(negated.children());
    if (!negated.name().equals("=") && !negated.name().equals("IN")) {
      return Optional.empty();
    }
    if (operands.stream().anyMatch(e -> e instanceof Literal<?> l && l.value() == null)) {
      // neither NULL nor its negation is true
      return Optional.empty();
    }
    return values(operands).map(values -> boxes(new Values(values.column, except(values))));
  }

  private KeyRanges except(Values values) {
    if (!key.columns().get(values.column).dataType().equals(DataTypes.BooleanType)) {
      return values.ranges.not();
    }
    // Spark writes column = false as NOT column = true
    List<byte[]> left = new ArrayList<>(List.of(new byte[] {0}, new byte[] {1}));
    left.removeIf(value -> values.ranges.contains(KeyRanges.ofValues(List.of(value))));
    return KeyRanges.ofValues(left);
  }

  private Optional<KeyBoxes> both(List<Expression> operands) {
    Optional<KeyBoxes> left = boxesOf(operands.get(0));
    Optional<KeyBoxes> right = boxesOf(operands.get(1));
    return left.isPresent() && right.isPresent()
        ? Optional.of(left.get().and(right.get()))
        : left.or(() -> right).map(KeyBoxes::inexact);
  }

  private Optional<KeyBoxes> either(List<Expression> operands) {
    Optional<KeyBoxes> left = boxesOf(operands.get(0));
    Optional<KeyBoxes> right = boxesOf(operands.get(1));
    return left.isPresent() && right.isPresent() ? left.get().or(right.get()) : Optional.empty();
  }

  private Optional<KeyBoxes> boxesOf(Expression operand) {
    return operand instanceof Predicate predicate ? boxes(predicate) : Optional.empty();
  }

  /** A key column and the literals that it is compared with. */
  private Optional<Values> values(List<Expression> operands) {
    int column = number(operands.get(0));
    if (column < 0) {
      return Optional.empty();
    }
    List<byte[]> values = new ArrayList<>(operands.size());
    for (Expression operand : operands.subList(1, operands.size())) {
      if (!(operand instanceof Literal<?> literal) || !isOfType(literal, column)) {
        return Optional.empty();
      }
      // a key of a store is never null, so a null matches nothing; nor does what no key can hold
      if (literal.value() != null) {
        encoded(column, literal).ifPresent(values::add);
      }
    }
    return Optional.of(new Values(column, KeyRanges.ofValues(values)));
  }

  private boolean isOfType(Literal<?> literal, int column) {
    return literal.dataType().equals(key.columns().get(column).dataType());
  }

  /** The encoding of a literal as a value of a column alone; empty if no key can hold it. */
  private Optional<byte[]> encoded(int column, Literal<?> literal) {
    return encoders[column].encode(List.of(literal.value()));
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
