/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/**
 * Keeps the order of the conditions that filter a store in a query. A condition can guard another:
 * {@code v rlike '^[0-9]+$' and cast(v as int) > 3} fails if the cast comes first.
 *
 * <p>When Spark pushes a filter into a scan, it reorders the conditions: those that it can
 * translate for the source come first. It pushes only the filter right above a scan. So this rule
 * leaves only conditions that cannot fail in that filter; a point read needs no others. The other
 * conditions become a filter above, in the order of the query.
 */
public final class FilterOrder extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    LogicalPlan kept =
        plan instanceof Filter filter
                && filter.child() instanceof DataSourceV2Relation relation
                && relation.table() instanceof StoreTable
            ? kept(filter)
            : plan;
    return kept.mapChildren(child -> apply(child));
  }

  private static LogicalPlan kept(Filter filter) {
    List<Expression> pushed = new ArrayList<>();
    List<Expression> others = new ArrayList<>();
    for (Expression term : Expressions.conjuncts(filter.condition())) {
      (cannotFail(term) ? pushed : others).add(term);
    }
    if (pushed.isEmpty()) {
      // a single condition has no order to keep
      pushed.add(others.remove(0));
    }
    return others.isEmpty()
        ? filter
        : new Filter(
            Expressions.conjunction(others),
            new Filter(Expressions.conjunction(pushed), filter.child()));
  }

  /** True if the condition has a value for each row, so that it needs no guard. */
  static boolean cannotFail(Expression condition) {
    Expression e = Expressions.withoutWidening(condition);
    if (e instanceof Attribute || e instanceof Literal) {
      return true;
    }
    boolean total =
        e instanceof BinaryComparison
            || e instanceof And
            || e instanceof Or
            || e instanceof Not
            || e instanceof In
            || e instanceof InSet
            || e instanceof IsNull
            || e instanceof IsNotNull
            || e instanceof StartsWith;
    return total && Seqs.<Expression>list(e.children()).stream().allMatch(FilterOrder::cannotFail);
  }
}
