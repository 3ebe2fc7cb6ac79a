/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * Removes groupings whose groups have one row each, because the rows differ in a key that is part
 * of the grouping columns. DISTINCT is such a grouping, too. In other groupings, {@code
 * count(distinct k)} of a key becomes {@code count(k)}.
 */
final class SingleRowGroups {
  private SingleRowGroups() {}

  /** The plan without such groupings; the same object if it has none. */
  static LogicalPlan removed(LogicalPlan plan) {
    LogicalPlan below = plan.mapChildren(child -> removed(child));
    return below instanceof Aggregate aggregate ? removed(aggregate) : below;
  }

  private static LogicalPlan removed(Aggregate aggregate) {
    List<Set<ExprId>> keys = UniqueKeys.of(aggregate.child());
    if (keys.isEmpty()) {
      return aggregate;
    }
    List<Expression> grouping = Seqs.list(aggregate.groupingExpressions());
    List<NamedExpression> results = Seqs.list(aggregate.aggregateExpressions());
    Optional<LogicalPlan> rows =
        isByKey(grouping, keys) && results.stream().noneMatch(SingleRowGroups::hasSubquery)
            ? OneRowAggregate.rows(results, aggregate.child())
            : Optional.empty();
    return rows.orElseGet(() -> DistinctKeyCount.plain(aggregate, keys));
  }

  private static boolean isByKey(List<Expression> grouping, List<Set<ExprId>> keys) {
    Set<ExprId> columns = new HashSet<>();
    for (Expression e : grouping) {
      if (!e.deterministic() || !PlainTypes.contain(e.dataType())) {
        return false;
      }
      if (e instanceof Attribute a) {
        columns.add(a.exprId());
      }
    }
    // without grouping columns there is a result even without rows
    return !grouping.isEmpty() && keys.stream().anyMatch(columns::containsAll);
  }

  private static boolean hasSubquery(NamedExpression e) {
    return SubqueryExpression$.MODULE$.hasSubquery((Expression) e);
  }
}
