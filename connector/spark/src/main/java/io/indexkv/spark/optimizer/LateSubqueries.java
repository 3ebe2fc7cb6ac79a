/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinPolicy;
import io.indexkv.spark.planning.StoreBranch;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.AttributeSet$;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InSubquery;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Moves conditions with IN and EXISTS out of the way of lookup joins. Spark turns these conditions
 * into joins after this rule.
 *
 * <p>The rule drops a condition on a store's key if the column that the key is joined with has the
 * same condition. Keeping it would force a scan of the store.
 *
 * <p>The rule also moves conditions on a table above the lookups. It does so if all other tables of
 * the inner joins can be looked up from that table and some of them are filtered. A row that a
 * lookup drops then need not be shuffled for the subquery.
 */
public final class LateSubqueries extends Rule<LogicalPlan> {
  private static final AttributeSet NOTHING = AttributeSet$.MODULE$.empty();

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return JoinMode.reorders(SQLConf.get()) ? moved(plan) : plan;
  }

  private static LogicalPlan moved(LogicalPlan plan) {
    LogicalPlan without = JoinCluster.of(plan).map(LateSubqueries::withoutRepeated).orElse(plan);
    LogicalPlan late = JoinCluster.of(without).map(LateSubqueries::late).orElse(without);
    return late.mapChildren(child -> moved(child));
  }

  private static LogicalPlan withoutRepeated(JoinCluster cluster) {
    Map<LogicalPlan, LogicalPlan> plans = new IdentityHashMap<>();
    cluster.items().forEach(item -> plans.put(item.plan(), item.plan()));
    for (JoinItem store : cluster.items()) {
      Predicate<Expression> repeated =
          term ->
              cluster.items().stream()
                  .filter(other -> other != store)
                  .flatMap(other -> terms(plans.get(other.plan())))
                  .anyMatch(another -> saysTheSame(term, another, cluster.conditions()));
      JoinItem scanned = JoinItem.of(without(store.plan(), repeated, NOTHING));
      if (store.key().isEmpty()
          && scanned.isLookedUpFrom(cluster.outputWithout(store), cluster.conditions())) {
        plans.put(store.plan(), scanned.plan());
      }
    }
    return plans.entrySet().stream().allMatch(e -> e.getKey() == e.getValue())
        ? cluster.plan()
        : cluster.over(plans::get, NOTHING);
  }

  /** True if both conditions test the same subquery, for two values that must equal each other. */
  private static boolean saysTheSame(Expression a, Expression b, List<Expression> conditions) {
    return a instanceof InSubquery one
        && b instanceof InSubquery other
        && one.values().size() == 1
        && other.values().size() == 1
        && one.query().semanticEquals(other.query())
        && conditions.stream().anyMatch(c -> equate(c, one.values().head(), other.values().head()));
  }

  private static boolean equate(Expression condition, Expression one, Expression other) {
    return condition instanceof EqualTo equal
        && (equal.left().semanticEquals(one) && equal.right().semanticEquals(other)
            || equal.left().semanticEquals(other) && equal.right().semanticEquals(one));
  }

  private static LogicalPlan late(JoinCluster cluster) {
    for (JoinItem probe : cluster.items()) {
      List<Expression> late = terms(probe.plan()).filter(term -> !isCheap(term)).toList();
      if (!late.isEmpty() && leadsToFewer(probe, cluster)) {
        AttributeSet also = Seqs.references(late);
        LogicalPlan joined =
            cluster.over(
                item -> item == probe.plan() ? without(item, late::contains, also) : item, also);
        LogicalPlan filtered = new Filter(late.stream().reduce(And::new).orElseThrow(), joined);
        return new Project(Seqs.of(Seqs.<NamedExpression>list(cluster.plan().output())), filtered);
      }
    }
    return cluster.plan();
  }

  /**
   * True if all other items can be looked up from {@code probe} and the rows found, and some of
   * them are filtered.
   */
  private static boolean leadsToFewer(JoinItem probe, JoinCluster cluster) {
    JoinOrder order = JoinOrder.from(probe, cluster);
    return probe.key().isEmpty()
        && order != null
        && order.lookups() == cluster.items().size() - 1
        && cluster.items().stream().anyMatch(item -> item != probe && item.filtered());
  }

  /** True if the condition's subquery reads a store, or is small enough to broadcast. */
  private static boolean isCheap(Expression term) {
    return term.exists(
        e ->
            e instanceof SubqueryExpression subquery
                && (StoreBranch.scanned(subquery.plan()).isPresent()
                    || JoinPolicy.fitsBroadcast(subquery.plan())));
  }

  /** The conditions with IN or EXISTS by which a plan filters its rows. */
  private static Stream<Expression> terms(LogicalPlan plan) {
    if (isColumns(plan)) {
      return terms(((Project) plan).child());
    }
    return plan instanceof Filter filter
        ? Stream.concat(
            Expressions.conjuncts(filter.condition()).stream().filter(LateSubqueries::isTerm),
            terms(filter.child()))
        : Stream.empty();
  }

  private static boolean isTerm(Expression e) {
    return e.deterministic() && e.exists(x -> x instanceof InSubquery || x instanceof Exists);
  }

  /**
   * The plan without those of its {@link #terms} that {@code left} accepts. It also passes on the
   * columns of {@code also} that it can have.
   */
  private static LogicalPlan without(
      LogicalPlan plan, Predicate<Expression> left, AttributeSet also) {
    if (isColumns(plan)) {
      Project project = (Project) plan;
      return JoinCluster.handingOn(also, project, without(project.child(), left, also));
    }
    if (!(plan instanceof Filter filter)) {
      return plan;
    }
    LogicalPlan child = without(filter.child(), left, also);
    return Expressions.conjuncts(filter.condition()).stream()
        .filter(e -> !(isTerm(e) && left.test(e)))
        .reduce(And::new)
        .<LogicalPlan>map(kept -> new Filter(kept, child))
        .orElse(child);
  }

  private static boolean isColumns(LogicalPlan plan) {
    return plan instanceof Project project
        && Seqs.list(project.projectList()).stream().allMatch(Attribute.class::isInstance);
  }
}
