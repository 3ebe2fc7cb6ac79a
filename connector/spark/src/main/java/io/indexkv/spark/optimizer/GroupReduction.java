/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.Expressions;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Removes rows before grouping if their groups would be removed by an inner join with a filtered
 * store. The rule applies if the groups' key is joined with the store's key, directly or through
 * other columns that must equal it. The rows are then first looked up in the store (a left semi
 * join). For example, "the average quantity of this part" is not computed for parts that the query
 * does not ask for.
 *
 * <p>The literature calls this a semi-join reduction (Bernstein and Chiu, "Using Semi-Joins to
 * Solve Relational Queries", 1981). Here it passes through the grouping.
 */
public final class GroupReduction extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return JoinMode.reorders(SQLConf.get()) ? reduced(plan) : plan;
  }

  private static LogicalPlan reduced(LogicalPlan plan) {
    return JoinCluster.of(plan)
        .map(GroupReduction::reduced)
        .orElse(plan)
        .mapChildren(child -> reduced(child));
  }

  private static LogicalPlan reduced(JoinCluster cluster) {
    List<KeyFilter> filters = KeyFilter.of(cluster);
    return filters.isEmpty()
        ? cluster.plan()
        : cluster.over(item -> reduced(item, filters), Seqs.references(List.of()));
  }

  private static LogicalPlan reduced(LogicalPlan item, List<KeyFilter> filters) {
    LogicalPlan out = item;
    for (KeyFilter filter : filters) {
      Optional<List<Attribute>> key = filter.keyIn(item);
      if (key.isPresent()) {
        out = groups(out, key.get(), filter).orElse(out);
      }
    }
    return out;
  }

  /**
   * The plan with groups made only from rows that {@code filter} keeps. Empty if {@code plan} makes
   * no groups with {@code key} among their keys.
   */
  private static Optional<LogicalPlan> groups(
      LogicalPlan plan, List<Attribute> key, KeyFilter filter) {
    if (!plan.expressions().forall(e -> e.deterministic())) {
      return Optional.empty();
    }
    if (plan instanceof Aggregate aggregate) {
      List<Expression> grouping = Seqs.list(aggregate.groupingExpressions());
      return Expressions.columns(key, Seqs.list(aggregate.aggregateExpressions()))
          .filter(
              rows -> rows.stream().allMatch(a -> grouping.stream().anyMatch(a::semanticEquals)))
          .map(rows -> over(plan, rows(aggregate.child(), rows, filter)));
    }
    if (plan instanceof Project project) {
      return Expressions.columns(key, Seqs.list(project.projectList()))
          .flatMap(rows -> groups(project.child(), rows, filter))
          .map(child -> over(plan, child));
    }
    if (plan instanceof Filter having) {
      return groups(having.child(), key, filter).map(child -> over(plan, child));
    }
    if (plan instanceof Join join
        && (join.joinType() == LeftSemi$.MODULE$ || join.joinType() == LeftAnti$.MODULE$)) {
      return groups(join.left(), key, filter).map(left -> over(plan, left, join.right()));
    }
    return Optional.empty();
  }

  /**
   * The input of a grouping with its rows filtered. The input may make groups itself; then its own
   * input is filtered.
   */
  private static LogicalPlan rows(LogicalPlan plan, List<Attribute> key, KeyFilter filter) {
    return groups(plan, key, filter).orElseGet(() -> filter.apply(plan, key));
  }

  private static LogicalPlan over(LogicalPlan plan, LogicalPlan... children) {
    return plan.withNewChildren(Seqs.of(List.of(children)));
  }
}
