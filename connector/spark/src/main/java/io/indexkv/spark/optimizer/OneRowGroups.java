/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.planning.NoLookupJoin;
import io.indexkv.spark.unique.OneRowAggregate;
import io.indexkv.spark.unique.PlainTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.RowNumber;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WindowGroupLimit;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.types.DataTypes;

/**
 * Removes a grouping by a store's whole key below a join if the join can then be a lookup join.
 * Each group has one row, because keys are unique: {@code max(v)} is {@code v}, and the first row
 * of a window is its only one. Spark makes such groupings from correlated subqueries.
 */
public final class OneRowGroups extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    LogicalPlan below = plan.mapChildren(child -> apply(child));
    return below instanceof Join join && join.condition().isDefined() ? withoutGroups(join) : below;
  }

  private static LogicalPlan withoutGroups(Join join) {
    LogicalPlan right = rows(join.right());
    if (right != join.right() && isLookedUp(join, right, false)) {
      return over(join, join.left(), right);
    }
    LogicalPlan left = rows(join.left());
    return left != join.left() && isLookedUp(join, left, true)
        ? over(join, left, join.right())
        : join;
  }

  /** True if the join can be a lookup join when {@code store} replaces its left or right side. */
  private static boolean isLookedUp(Join join, LogicalPlan store, boolean left) {
    try {
      JoinKind.of(join.joinType(), left ? BuildLeft$.MODULE$ : BuildRight$.MODULE$);
    } catch (NoLookupJoin refusal) {
      return false;
    }
    LogicalPlan probe = left ? join.right() : join.left();
    return JoinItem.ofScanned(store)
        .isLookedUpFrom(probe.outputSet(), Expressions.conjuncts(join.condition().get()));
  }

  private static LogicalPlan over(LogicalPlan plan, LogicalPlan... children) {
    return plan.withNewChildren(Seqs.of(List.of(children)));
  }

  /** A side of a join without groupings by a store's key; the same object if there are none. */
  private static LogicalPlan rows(LogicalPlan plan) {
    if (plan instanceof Project project) {
      LogicalPlan child = rows(project.child());
      return child == project.child() ? plan : over(plan, child);
    }
    if (plan instanceof Filter filter) {
      LogicalPlan child = rows(filter.child());
      return child == filter.child() ? plan : filtered(filter, child);
    }
    if (plan instanceof Aggregate aggregate) {
      LogicalPlan child = rows(aggregate.child());
      return isByKey(Seqs.list(aggregate.groupingExpressions()), child)
          ? OneRowAggregate.rows(Seqs.list(aggregate.aggregateExpressions()), child).orElse(plan)
          : plan;
    }
    if (plan instanceof Sort sort) {
      // sorting is useless below a join, whatever is grouped above it
      return rows(sort.child());
    }
    if (plan instanceof WindowGroupLimit first) {
      LogicalPlan child = rows(first.child());
      return first.limit() > 0 && isByKey(Seqs.list(first.partitionSpec()), child) ? child : plan;
    }
    if (plan instanceof Window window) {
      LogicalPlan child = rows(window.child());
      return isByKey(Seqs.list(window.partitionSpec()), child)
          ? numbered(window, child).orElse(plan)
          : plan;
    }
    return plan;
  }

  /**
   * The filter without conditions that are true for each row, such as {@code rn <= 1} if rn is
   * always 1.
   */
  private static LogicalPlan filtered(Filter filter, LogicalPlan child) {
    if (!(child instanceof Project project)) {
      return over(filter, child);
    }
    var definitions = Expressions.definitions(Seqs.list(project.projectList()));
    return Expressions.conjuncts(filter.condition()).stream()
        .filter(
            e -> {
              Expression value = Expressions.substitute(e, definitions);
              return !(value.foldable() && Boolean.TRUE.equals(value.eval(null)));
            })
        .reduce(And::new)
        .<LogicalPlan>map(condition -> new Filter(condition, child))
        .orElse(child);
  }

  private static boolean isByKey(List<Expression> grouping, LogicalPlan child) {
    List<Attribute> key = JoinItem.ofScanned(child).key();
    return !key.isEmpty()
        && key.stream().allMatch(column -> grouping.stream().anyMatch(column::semanticEquals))
        && grouping.stream().allMatch(e -> e.deterministic() && PlainTypes.contain(e.dataType()));
  }

  /** The rows with their row number, which is 1; empty if the window has another function. */
  private static Optional<LogicalPlan> numbered(Window window, LogicalPlan child) {
    List<NamedExpression> columns = new ArrayList<>(Seqs.<Attribute>list(child.output()));
    for (NamedExpression e : Seqs.<NamedExpression>list(window.windowExpressions())) {
      if (!(e instanceof Alias alias
          && alias.child() instanceof WindowExpression over
          && over.windowFunction() instanceof RowNumber)) {
        return Optional.empty();
      }
      Expression one = Literal$.MODULE$.create(1, DataTypes.IntegerType);
      columns.add((NamedExpression) alias.withNewChildren(Seqs.<Expression>of(List.of(one))));
    }
    return Optional.of(new Project(Seqs.of(columns), child));
  }
}
