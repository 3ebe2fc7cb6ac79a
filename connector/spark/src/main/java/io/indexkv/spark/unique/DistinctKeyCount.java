/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/** Counts distinct values as plain ones if they have a unique key among them. */
final class DistinctKeyCount extends AbstractPartialFunction<Expression, Expression> {
  private final List<Set<ExprId>> keys;

  private DistinctKeyCount(List<Set<ExprId>> keys) {
    this.keys = keys;
  }

  /**
   * The aggregate with plain counts; the same object if it has no others.
   *
   * @param keys of the aggregate's child
   */
  static LogicalPlan plain(Aggregate aggregate, List<Set<ExprId>> keys) {
    return (LogicalPlan) aggregate.transformExpressions(new DistinctKeyCount(keys));
  }

  @Override
  public boolean isDefinedAt(Expression e) {
    if (e instanceof AggregateExpression aggregate
        && aggregate.isDistinct()
        && aggregate.aggregateFunction() instanceof Count count) {
      Set<ExprId> counted =
          Seqs.<Expression>list(count.children()).stream()
              .filter(Attribute.class::isInstance)
              .map(child -> ((Attribute) child).exprId())
              .collect(Collectors.toSet());
      return keys.stream().anyMatch(counted::containsAll);
    }
    return false;
  }

  @Override
  @SuppressWarnings("unchecked")
  public <A extends Expression, B> B applyOrElse(A e, Function1<A, B> otherwise) {
    if (!isDefinedAt(e)) {
      return otherwise.apply(e);
    }
    AggregateExpression distinct = (AggregateExpression) e;
    return (B)
        new AggregateExpression(
            distinct.aggregateFunction(),
            distinct.mode(),
            false,
            distinct.filter(),
            distinct.resultId());
  }
}
