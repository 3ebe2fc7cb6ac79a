/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.First;
import org.apache.spark.sql.catalyst.expressions.aggregate.Last;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Replaces aggregate functions over a group of one row by an expression over that row. It handles
 * only functions whose result is exactly a value of the row, or a count. For example, it leaves out
 * sums of doubles, because a sum turns -0.0 into 0.0.
 */
public final class OneRowAggregate extends AbstractPartialFunction<Expression, Expression> {

  private OneRowAggregate() {}

  /**
   * The result of an aggregation whose groups are the rows of {@code child}. Empty if it has a
   * function that cannot be replaced, or a non-deterministic expression.
   */
  public static Optional<LogicalPlan> rows(List<NamedExpression> results, LogicalPlan child) {
    List<NamedExpression> columns = new ArrayList<>();
    for (NamedExpression result : results) {
      Optional<Expression> column =
          ((Expression) result).deterministic() ? replaced((Expression) result) : Optional.empty();
      if (column.isEmpty()) {
        return Optional.empty();
      }
      columns.add((NamedExpression) column.get());
    }
    return Optional.of(new Project(Seqs.of(columns), child));
  }

  private static Optional<Expression> replaced(Expression e) {
    Expression out = e.transformUp(new OneRowAggregate());
    return out.exists(x -> x instanceof AggregateExpression) ? Optional.empty() : Optional.of(out);
  }

  private static Optional<Expression> value(AggregateExpression aggregate) {
    AggregateFunction function = aggregate.aggregateFunction();
    if (function instanceof Count count) {
      return Optional.of(count(aggregate, count));
    }
    if (function instanceof Max
        || function instanceof Min
        || function instanceof First
        || function instanceof Last) {
      return Optional.of(filtered(aggregate, function.children().head()));
    }
    if (function instanceof Sum sum && isExact(sum)) {
      Expression wide =
          new Cast(sum.child(), sum.dataType(), scala.Option.empty(), EvalMode$.MODULE$.LEGACY());
      return Optional.of(filtered(aggregate, wide));
    }
    return Optional.empty();
  }

  private static boolean isExact(Sum sum) {
    return Expressions.integerWidth(sum.child().dataType()) > 0
            && sum.dataType().equals(DataTypes.LongType)
        || sum.child().dataType() instanceof DecimalType && sum.dataType() instanceof DecimalType;
  }

  private static Expression filtered(AggregateExpression aggregate, Expression value) {
    return aggregate.filter().isEmpty()
        ? value
        : new If(aggregate.filter().get(), value, Literal$.MODULE$.create(null, value.dataType()));
  }

  private static Expression count(AggregateExpression aggregate, Count count) {
    Expression counted = aggregate.filter().isEmpty() ? null : aggregate.filter().get();
    for (Expression child : Seqs.<Expression>list(count.children())) {
      if (child.nullable()) {
        Expression there = new IsNotNull(child);
        counted = counted == null ? there : new And(counted, there);
      }
    }
    Expression one = Literal$.MODULE$.create(1L, DataTypes.LongType);
    return counted == null
        ? one
        : new If(counted, one, Literal$.MODULE$.create(0L, DataTypes.LongType));
  }

  @Override
  public boolean isDefinedAt(Expression e) {
    return e instanceof AggregateExpression aggregate && value(aggregate).isPresent();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <A extends Expression, B> B applyOrElse(A e, Function1<A, B> otherwise) {
    return isDefinedAt(e) ? (B) value((AggregateExpression) e).orElseThrow() : otherwise.apply(e);
  }
}
