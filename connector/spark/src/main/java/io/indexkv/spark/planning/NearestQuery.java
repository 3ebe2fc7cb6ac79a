/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.Subtract;
import org.apache.spark.sql.catalyst.expressions.SubtractDates;
import org.apache.spark.sql.catalyst.expressions.SubtractTimestamps;
import org.apache.spark.sql.catalyst.expressions.aggregate.AggregateExpression;
import org.apache.spark.sql.catalyst.expressions.aggregate.MaxBy;
import org.apache.spark.sql.catalyst.expressions.aggregate.MinBy;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.AsOfJoin;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;

/**
 * A query for the first row of a store in some order.
 *
 * @param order the sort expressions, over the columns of the relation
 * @param descending whether the last row in key order is asked for
 * @param aggregates whether the query is an aggregate, which has a row for no rows
 */
record NearestQuery(
    StoreQuery query, List<Expression> order, boolean descending, boolean aggregates) {

  /** The query that a plan is: {@code SELECT … ORDER BY … LIMIT 1}. Empty if it is another one. */
  static Optional<NearestQuery> ofFirst(LogicalPlan plan) {
    if (plan instanceof SubqueryAlias alias) {
      return ofFirst(alias.child());
    }
    if (plan instanceof Project project) {
      return ofFirst(project.child()).map(first -> first.projected(project));
    }
    return plan instanceof GlobalLimit global
            && isOne(global.limitExpr())
            && global.child() instanceof LocalLimit local
            && isOne(local.limitExpr())
        ? sorted(local.child())
        : Optional.empty();
  }

  private static boolean isOne(Expression limit) {
    return limit instanceof Literal literal && Integer.valueOf(1).equals(literal.value());
  }

  private static Optional<NearestQuery> sorted(LogicalPlan plan) {
    if (plan instanceof SubqueryAlias alias) {
      return sorted(alias.child());
    }
    if (plan instanceof Project project) {
      return sorted(project.child()).map(first -> first.projected(project));
    }
    if (!(plan instanceof Sort sort) || !sort.global()) {
      return Optional.empty();
    }
    List<SortOrder> orders = Seqs.list(sort.order());
    boolean ascending = orders.get(0).direction() == Ascending$.MODULE$;
    if (orders.stream().anyMatch(o -> (o.direction() == Ascending$.MODULE$) != ascending)) {
      return Optional.empty();
    }
    return StoreQuery.of(sort.child())
        .map(
            query ->
                new NearestQuery(
                    query,
                    orders.stream().map(o -> query.resolved(o.child())).toList(),
                    !ascending,
                    false));
  }

  /**
   * The query that a plan is: {@code SELECT max_by(v, k)} or min_by. Empty if it is another one.
   */
  static Optional<NearestQuery> ofAggregate(LogicalPlan plan) {
    if (plan instanceof SubqueryAlias alias) {
      return ofAggregate(alias.child());
    }
    if (!(plan instanceof Aggregate aggregate)
        || aggregate.groupingExpressions().nonEmpty()
        || aggregate.aggregateExpressions().size() != 1
        || !(aggregate.aggregateExpressions().head() instanceof Alias alias)
        || !(alias.child() instanceof AggregateExpression call)
        || call.filter().isDefined()) {
      return Optional.empty();
    }
    Expression value;
    Expression order;
    if (call.aggregateFunction() instanceof MaxBy max) {
      value = max.valueExpr();
      order = max.orderingExpr();
    } else if (call.aggregateFunction() instanceof MinBy min) {
      value = min.valueExpr();
      order = min.orderingExpr();
    } else {
      return Optional.empty();
    }
    NamedExpression column =
        (NamedExpression) alias.withNewChildren(Seqs.<Expression>of(List.of(value)));
    return StoreQuery.of(aggregate.child())
        .map(
            query ->
                new NearestQuery(
                    query.projected(List.of(column)),
                    List.of(query.resolved(order)),
                    call.aggregateFunction() instanceof MaxBy,
                    true));
  }

  /**
   * The query for the right side's row that an as-of join gives a row. Empty if the join is another
   * one, such as one that looks in both directions.
   */
  static Optional<NearestQuery> ofRight(AsOfJoin join) {
    Expression distance = join.orderExpression();
    if (!(distance instanceof Subtract
        || distance instanceof SubtractTimestamps
        || distance instanceof SubtractDates)) {
      return Optional.empty();
    }
    return StoreQuery.of(join.right())
        .map(
            query -> {
              StoreQuery filtered = query.filtered(join.asOfCondition());
              if (join.condition().isDefined()) {
                filtered = filtered.filtered(join.condition().get());
              }
              // the distance is the left side's value minus the right side's, if that one is before
              boolean before =
                  distance.children().apply(0).references().subsetOf(join.left().outputSet());
              Expression order = distance.children().apply(before ? 1 : 0);
              return new NearestQuery(filtered, List.of(query.resolved(order)), before, true);
            });
  }

  /** The query without the columns of its output that nothing reads. */
  NearestQuery returning(AttributeSet read) {
    return new NearestQuery(query.returning(read), order, descending, aggregates);
  }

  private NearestQuery projected(Project project) {
    List<NamedExpression> above = new ArrayList<>(Seqs.list(project.projectList()));
    return new NearestQuery(query.projected(above), order, descending, aggregates);
  }
}
