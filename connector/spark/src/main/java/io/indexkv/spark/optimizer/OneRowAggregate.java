/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateFunction;
import org.apache.spark.sql.catalyst.expressions.aggregate.Count;
import org.apache.spark.sql.catalyst.expressions.aggregate.First;
import org.apache.spark.sql.catalyst.expressions.aggregate.Last;
import org.apache.spark.sql.catalyst.expressions.aggregate.Max;
import org.apache.spark.sql.catalyst.expressions.aggregate.Min;
import org.apache.spark.sql.catalyst.expressions.aggregate.Sum;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Replaces aggregate functions over a group of one row by an expression over that row. It handles
 * only functions whose result is exactly a value of the row, or a count. For example, it leaves out
 * sums of doubles, because a sum turns -0.0 into 0.0.
 */
final class OneRowAggregate extends AbstractPartialFunction<Expression, Expression> {

  /**
   * The expression with its aggregate functions replaced; empty if one of them cannot be replaced.
   */
  static Optional<Expression> replaced(Expression e) {
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
