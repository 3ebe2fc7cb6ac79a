/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.codec.StoreKey;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.expressions.Expression;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.aggregate.AggregateFunc;
import org.apache.spark.sql.connector.expressions.aggregate.Aggregation;
import org.apache.spark.sql.connector.expressions.aggregate.Count;
import org.apache.spark.sql.connector.expressions.aggregate.CountStar;
import org.apache.spark.sql.connector.expressions.aggregate.Max;
import org.apache.spark.sql.connector.expressions.aggregate.Min;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Aggregates over all rows that the keys alone answer. */
record KeyAggregates(List<Function> functions) implements Serializable {

  /** The number of keys, or the first or last value of the first key column. */
  enum Function {
    COUNT,
    MIN,
    MAX
  }

  /** The aggregates of a query; empty if they need more than keys, or are grouped. */
  static Optional<KeyAggregates> of(Aggregation aggregation, StoreKey key) {
    if (aggregation.groupByExpressions().length > 0) {
      return Optional.empty();
    }
    List<Function> functions = new ArrayList<>();
    for (AggregateFunc function : aggregation.aggregateExpressions()) {
      Optional<Function> one = of(function, key);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      functions.add(one.get());
    }
    return functions.isEmpty() ? Optional.empty() : Optional.of(new KeyAggregates(functions));
  }

  private static Optional<Function> of(AggregateFunc function, StoreKey key) {
    if (function instanceof CountStar) {
      return Optional.of(Function.COUNT);
    }
    if (function instanceof Count count) {
      // a key column is never null, and a key of one column has each value once
      boolean all = !count.isDistinct() || key.columns().size() == 1;
      return all && isKeyColumn(count.column(), key)
          ? Optional.of(Function.COUNT)
          : Optional.empty();
    }
    if (function instanceof Min min && isFirst(min.column(), key)) {
      return Optional.of(Function.MIN);
    }
    return function instanceof Max max && isFirst(max.column(), key)
        ? Optional.of(Function.MAX)
        : Optional.empty();
  }

  private static boolean isKeyColumn(Expression e, StoreKey key) {
    return key.columns().stream().anyMatch(column -> is(e, column));
  }

  private static boolean isFirst(Expression e, StoreKey key) {
    return is(e, key.columns().get(0));
  }

  static boolean is(Expression e, KeyColumn column) {
    return e instanceof NamedReference reference
        && reference.fieldNames().length == 1
        && reference.fieldNames()[0].equals(column.name());
  }

  boolean counts() {
    return functions.contains(Function.COUNT);
  }

  /** One column for each aggregate. */
  StructType schema(StoreKey key) {
    DataType first = key.columns().get(0).dataType();
    return new StructType(
        functions.stream()
            .map(
                function ->
                    new StructField(
                        text(function, key),
                        function == Function.COUNT ? DataTypes.LongType : first,
                        function != Function.COUNT,
                        Metadata.empty()))
            .toArray(StructField[]::new));
  }

  /** The aggregates, for plans. */
  String text(StoreKey key) {
    return functions.stream().map(f -> text(f, key)).collect(Collectors.joining(", "));
  }

  private static String text(Function function, StoreKey key) {
    return switch (function) {
      case COUNT -> "count(*)";
      case MIN -> "min(" + key.names().get(0) + ")";
      case MAX -> "max(" + key.names().get(0) + ")";
    };
  }
}
