/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.conf.JoinMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Orders inner joins so that more of them can be lookup joins: Spark joins in the order of the
 * query, and a store that is joined with another first is none that the facts can be looked up in
 * any more. Where the order as it is has as many lookup joins, it stays.
 */
final class LookupJoinOrder extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return JoinMode.reorders(SQLConf.get()) ? ordered(plan) : plan;
  }

  private static LogicalPlan ordered(LogicalPlan plan) {
    Optional<JoinCluster> cluster = JoinCluster.of(plan);
    Optional<List<JoinItem>> order = cluster.flatMap(LookupJoinOrder::better);
    return order.isPresent()
        ? cluster.get().inOrder(order.get(), LookupJoinOrder::ordered)
        : plan.mapChildren(child -> ordered((LogicalPlan) child));
  }

  /** The order with the most lookup joins, of those the first, if it has more than there are. */
  private static Optional<List<JoinItem>> better(JoinCluster cluster) {
    long stores = cluster.items().stream().filter(item -> !item.key().isEmpty()).count();
    if (stores <= cluster.lookups()) {
      return Optional.empty();
    }
    Order best = null;
    for (JoinItem first : cluster.items()) {
      Order order = Order.from(first, cluster);
      if (order != null && order.lookups > (best == null ? cluster.lookups() : best.lookups)) {
        best = order;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.items);
  }

  private record Order(List<JoinItem> items, int lookups) {

    /**
     * Looks up from FIRST whatever can be looked up, what leaves out rows first; joins another item
     * only where nothing is left to look up. Null if an item has no condition to join it by.
     */
    static Order from(JoinItem first, JoinCluster cluster) {
      List<JoinItem> items = new ArrayList<>(List.of(first));
      List<JoinItem> left = new ArrayList<>(cluster.items());
      left.remove(first);
      AttributeSet known = first.output();
      int lookups = 0;
      while (!left.isEmpty()) {
        Optional<JoinItem> lookedUp = lookedUp(left, known, cluster.conditions());
        AttributeSet probe = known;
        Optional<JoinItem> next =
            lookedUp.or(
                () ->
                    left.stream()
                        .filter(item -> isConnected(item, probe, cluster.conditions()))
                        .findFirst());
        if (next.isEmpty()) {
          return null;
        }
        lookups += lookedUp.isPresent() ? 1 : 0;
        items.add(next.get());
        left.remove(next.get());
        known = known.$plus$plus(next.get().output());
      }
      return new Order(items, lookups);
    }

    private static Optional<JoinItem> lookedUp(
        List<JoinItem> left, AttributeSet probe, List<Expression> conditions) {
      List<JoinItem> found =
          left.stream().filter(item -> item.isLookedUpFrom(probe, conditions)).toList();
      return found.stream()
          .filter(JoinItem::filtered)
          .findFirst()
          .or(() -> found.stream().findFirst());
    }

    private static boolean isConnected(
        JoinItem item, AttributeSet known, List<Expression> conditions) {
      return conditions.stream()
          .map(Expression::references)
          .anyMatch(
              used ->
                  used.subsetOf(known.$plus$plus(item.output()))
                      && !used.subsetOf(known)
                      && !used.subsetOf(item.output()));
    }
  }
}
