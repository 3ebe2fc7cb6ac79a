/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.StringRPad;
import org.apache.spark.sql.catalyst.expressions.Substring;
import org.apache.spark.sql.catalyst.expressions.objects.StaticInvoke;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.util.CharVarcharCodegenUtils;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Removes the padding that Spark puts around key columns of type CHAR(n), so that keys are looked
 * up by their stored value. A store has exactly n characters there, so:
 *
 * <ul>
 *   <li>padding to n changes nothing, and is removed;
 *   <li>padding to m &gt; n in an equality, which Spark adds to compare CHAR(n) with CHAR(m), moves
 *       to the other operand. There {@code rpad(k, m) = x} is true if and only if two things hold:
 *       {@code k} is the first n characters of {@code x}, and the rest of {@code x} is the padding
 *       from n to m.
 * </ul>
 */
public final class PaddedKeys extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<ExprId, Integer> keys = keys(plan);
    if (keys.isEmpty()) {
      return plan;
    }
    LogicalPlan bare = rewrite(plan, e -> unpadded(e, keys));
    return rewrite(bare, e -> inverted(e, keys));
  }

  private static Map<ExprId, Integer> keys(LogicalPlan plan) {
    Map<ExprId, Integer> keys = new HashMap<>();
    for (LogicalPlan leaf : Seqs.<LogicalPlan>list(plan.collectLeaves())) {
      if (leaf instanceof DataSourceV2Relation relation
          && relation.table() instanceof StoreTable store
          && !store.charKeys().isEmpty()) {
        for (Attribute column : Seqs.<Attribute>list(relation.output())) {
          Integer length = store.charKeys().get(column.name());
          if (length != null) {
            keys.put(column.exprId(), length);
          }
        }
      }
    }
    return keys;
  }

  /** The plain key column, if {@code e} pads it to the length that its values already have. */
  private static Optional<Expression> unpadded(Expression e, Map<ExprId, Integer> keys) {
    if (e instanceof StaticInvoke call
        && call.staticObject() == CharVarcharCodegenUtils.class
        && call.functionName().equals("readSidePadding")) {
      List<Expression> arguments = Seqs.list(call.arguments());
      return key(arguments.get(0), arguments.get(1), keys);
    }
    return e instanceof StringRPad pad && padsWithSpaces(pad)
        ? key(pad.str(), pad.len(), keys)
        : Optional.empty();
  }

  private static Optional<Expression> key(
      Expression column, Expression length, Map<ExprId, Integer> keys) {
    boolean same =
        column instanceof Attribute a
            && length instanceof Literal literal
            && literal.value() != null
            && literal.value().equals(keys.get(a.exprId()));
    return same ? Optional.of(column) : Optional.empty();
  }

  private static Optional<Expression> inverted(Expression e, Map<ExprId, Integer> keys) {
    return e instanceof EqualTo equal
        ? inverted(equal.left(), equal.right(), keys)
            .or(() -> inverted(equal.right(), equal.left(), keys))
        : Optional.empty();
  }

  private static Optional<Expression> inverted(
      Expression padded, Expression other, Map<ExprId, Integer> keys) {
    if (!(padded instanceof StringRPad pad)
        || !padsWithSpaces(pad)
        || !(pad.str() instanceof Attribute key)
        || !(pad.len() instanceof Literal literal)
        || !(literal.value() instanceof Integer target)
        || !keys.containsKey(key.exprId())
        || target <= keys.get(key.exprId())
        || !other.deterministic()
        || !other.dataType().equals(DataTypes.StringType)) {
      return Optional.empty();
    }
    Expression first = new Substring(other, literal(1), literal(keys.get(key.exprId())));
    return Optional.of(
        new And(
            new EqualTo(key, first),
            new EqualTo(new StringRPad(first, pad.len(), pad.pad()), other)));
  }

  private static boolean padsWithSpaces(StringRPad pad) {
    return pad.pad() instanceof Literal literal
        && UTF8String.fromString(" ").equals(literal.value());
  }

  private static Expression literal(int value) {
    return Literal.create(value, DataTypes.IntegerType);
  }

  private static LogicalPlan rewrite(
      LogicalPlan plan, Function<Expression, Optional<Expression>> rule) {
    return plan.transformAllExpressions(
        new AbstractPartialFunction<Expression, Expression>() {
          @Override
          public boolean isDefinedAt(Expression e) {
            return rule.apply(e).isPresent();
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends Expression, B> B applyOrElse(A e, Function1<A, B> otherwise) {
            Optional<Expression> rewritten = rule.apply(e);
            return rewritten.isPresent() ? (B) rewritten.get() : otherwise.apply(e);
          }
        });
  }
}
