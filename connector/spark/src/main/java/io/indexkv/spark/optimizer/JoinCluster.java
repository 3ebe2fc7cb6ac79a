/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import scala.Option;

/**
 * Adjacent inner joins, with nothing between them but projections to columns, so that their order
 * does not matter.
 *
 * @param lookups how many of the joins, in the order of the query, can be lookup joins
 */
record JoinCluster(
    LogicalPlan plan, List<JoinItem> items, List<Expression> conditions, int lookups) {

  /**
   * The cluster whose topmost join is {@code plan}. Empty for a stream, because the state that a
   * streaming query keeps between runs depends on the order.
   */
  static Optional<JoinCluster> of(LogicalPlan plan) {
    if (!isJoin(plan) || plan.isStreaming()) {
      return Optional.empty();
    }
    List<JoinItem> items = new ArrayList<>();
    List<Expression> conditions = new ArrayList<>();
    int lookups = flatten(plan, items, conditions);
    return conditions.stream().allMatch(Expression::deterministic)
        ? Optional.of(new JoinCluster(plan, items, conditions, lookups))
        : Optional.empty();
  }

  private static boolean isJoin(LogicalPlan plan) {
    return plan instanceof Join join
        && join.joinType() == Inner$.MODULE$
        && join.condition().isDefined()
        && join.hint().equals(JoinHint$.MODULE$.NONE());
  }

  /**
   * Adds the items and conditions of {@code plan}. Returns how many of its joins can be lookup
   * joins.
   */
  private static int flatten(LogicalPlan plan, List<JoinItem> items, List<Expression> conditions) {
    LogicalPlan below = joinBelow(plan);
    if (!isJoin(below)) {
      items.add(JoinItem.of(plan));
      return 0;
    }
    Join join = (Join) below;
    List<Expression> own = Expressions.conjuncts(join.condition().get());
    int first = items.size();
    int lookups = flatten(join.left(), items, conditions);
    int second = items.size();
    lookups += flatten(join.right(), items, conditions);
    boolean right =
        items.size() - second == 1
            && items.get(second).isLookedUpFrom(join.left().outputSet(), own);
    boolean left =
        second - first == 1 && items.get(first).isLookedUpFrom(join.right().outputSet(), own);
    conditions.addAll(own);
    return lookups + (right || left ? 1 : 0);
  }

  /**
   * The cluster's join that is {@code plan} or is below projections to columns in it; else {@code
   * plan}.
   */
  private static LogicalPlan joinBelow(LogicalPlan plan) {
    if (plan instanceof Project project
        && Seqs.list(project.projectList()).stream().allMatch(Attribute.class::isInstance)) {
      LogicalPlan below = joinBelow(project.child());
      return isJoin(below) ? below : plan;
    }
    return plan;
  }

  /** The output of all items except for one. */
  AttributeSet outputWithout(JoinItem item) {
    return items.stream()
        .filter(other -> other != item)
        .map(JoinItem::output)
        .reduce(AttributeSet::$plus$plus)
        .orElseThrow();
  }

  /**
   * Joins the items from left to right in another order, with the same output as before.
   *
   * @param inside changes each item's own plan
   */
  LogicalPlan inOrder(List<JoinItem> order, UnaryOperator<LogicalPlan> inside) {
    List<Expression> left = new ArrayList<>(conditions);
    LogicalPlan joined = inside.apply(order.get(0).plan());
    for (JoinItem item : order.subList(1, order.size())) {
      AttributeSet known = joined.outputSet().$plus$plus(item.output());
      List<Expression> now = left.stream().filter(c -> c.references().subsetOf(known)).toList();
      left.removeAll(now);
      Option<Expression> condition =
          Option.apply(now.stream().reduce((a, b) -> new And(a, b)).orElse(null));
      joined =
          columns(
              new Join(
                  joined,
                  inside.apply(item.plan()),
                  Inner$.MODULE$,
                  condition,
                  JoinHint$.MODULE$.NONE()),
              plan.outputSet().$plus$plus(Seqs.references(left)));
    }
    return joined.output().equals(plan.output())
        ? joined
        : new Project(Seqs.of(Seqs.<NamedExpression>list(plan.output())), joined);
  }

  /**
   * The same joins over changed plans of the items. A changed plan must keep at least the columns
   * that it had.
   *
   * @param also columns that the joins pass on in addition to those that they passed on before
   */
  LogicalPlan over(UnaryOperator<LogicalPlan> items, AttributeSet also) {
    return over(plan, items, also);
  }

  private static LogicalPlan over(
      LogicalPlan plan, UnaryOperator<LogicalPlan> items, AttributeSet also) {
    if (!isJoin(joinBelow(plan))) {
      return items.apply(plan);
    }
    if (plan instanceof Project project) {
      return handingOn(also, project, over(project.child(), items, also));
    }
    Join join = (Join) plan;
    return new Join(
        over(join.left(), items, also),
        over(join.right(), items, also),
        join.joinType(),
        join.condition(),
        join.hint());
  }

  /**
   * The projection over another child. It also passes on the columns of {@code also} that {@code
   * child} has.
   */
  static Project handingOn(AttributeSet also, Project project, LogicalPlan child) {
    List<NamedExpression> columns = Seqs.list(project.projectList());
    Seqs.<Attribute>list(child.output()).stream()
        .filter(a -> also.contains(a) && !project.outputSet().contains(a))
        .forEach(columns::add);
    return new Project(Seqs.of(columns), child);
  }

  /** The plan with only the columns that are needed. */
  private static LogicalPlan columns(LogicalPlan plan, AttributeSet needed) {
    List<Attribute> output = Seqs.list(plan.output());
    List<Attribute> kept = output.stream().filter(needed::contains).toList();
    return kept.size() == output.size() ? plan : new Project(Seqs.<NamedExpression>of(kept), plan);
  }
}
