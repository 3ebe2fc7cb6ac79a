/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Maps;
import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Spark's own form of the filters that a scan answers. A lookup join does not use the scan, so it
 * evaluates them itself.
 */
final class AnsweredFilters {
  private AnsweredFilters() {}

  /**
   * The filters over a store's columns.
   *
   * @param columns by name
   * @throws IllegalStateException for a predicate that no scan answers
   */
  static List<Expression> of(List<Predicate> answered, Map<String, ? extends Attribute> columns) {
    List<Expression> filters = new ArrayList<>();
    for (Predicate predicate : answered) {
      filters.add(of(predicate, columns));
    }
    return filters;
  }

  private static Expression of(
      org.apache.spark.sql.connector.expressions.Expression e,
      Map<String, ? extends Attribute> columns) {
    if (e instanceof NamedReference column && columns.containsKey(column.fieldNames()[0])) {
      return columns.get(column.fieldNames()[0]);
    }
    if (e instanceof org.apache.spark.sql.connector.expressions.Literal<?> literal) {
      return new Literal(literal.value(), literal.dataType());
    }
    if (!(e instanceof Predicate predicate)) {
      throw unknown(e);
    }
    if (predicate.name().equals("IN")) {
      return in(predicate, columns);
    }
    List<Expression> in = new ArrayList<>();
    for (org.apache.spark.sql.connector.expressions.Expression child : predicate.children()) {
      in.add(of(child, columns));
    }
    return switch (predicate.name()) {
      case "=" -> new EqualTo(in.get(0), in.get(1));
      case "<=>" -> new EqualNullSafe(in.get(0), in.get(1));
      case "<>" -> new Not(new EqualTo(in.get(0), in.get(1)));
      case "<" -> new LessThan(in.get(0), in.get(1));
      case "<=" -> new LessThanOrEqual(in.get(0), in.get(1));
      case ">" -> new GreaterThan(in.get(0), in.get(1));
      case ">=" -> new GreaterThanOrEqual(in.get(0), in.get(1));
      case "STARTS_WITH" -> new StartsWith(in.get(0), in.get(1));
      case "IS_NULL" -> new IsNull(in.get(0));
      case "IS_NOT_NULL" -> new IsNotNull(in.get(0));
      case "NOT" -> new Not(in.get(0));
      case "AND" -> new And(in.get(0), in.get(1));
      case "OR" -> new Or(in.get(0), in.get(1));
      default -> throw unknown(e);
    };
  }

  private static Expression in(Predicate predicate, Map<String, ? extends Attribute> columns) {
    var children = predicate.children();
    Expression column = of(children[0], columns);
    if (children.length - 1 <= SQLConf.get().optimizerInSetConversionThreshold()) {
      return new In(
          column,
          Seqs.of(Arrays.stream(children).skip(1).map(literal -> of(literal, columns)).toList()));
    }
    Set<Object> values = new HashSet<>();
    for (int i = 1; i < children.length; i++) {
      values.add(((org.apache.spark.sql.connector.expressions.Literal<?>) children[i]).value());
    }
    return new InSet(column, Maps.set(values));
  }

  private static IllegalStateException unknown(
      org.apache.spark.sql.connector.expressions.Expression e) {
    return new IllegalStateException("a scan of a store does not answer " + e);
  }
}
