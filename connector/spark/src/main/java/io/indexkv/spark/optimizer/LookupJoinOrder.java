/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.conf.JoinMode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Orders inner joins so that more of them can be lookup joins: Spark joins in the order of the
 * query, and a store that is joined with another first is none that the facts can be looked up in
 * any more. Where the order as it is has as many lookup joins, it stays.
 */
public final class LookupJoinOrder extends Rule<LogicalPlan> {

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
    JoinOrder best = null;
    for (JoinItem first : cluster.items()) {
      JoinOrder order = JoinOrder.from(first, cluster);
      if (order != null && order.lookups() > (best == null ? cluster.lookups() : best.lookups())) {
        best = order;
      }
    }
    return best == null ? Optional.empty() : Optional.of(best.items());
  }
}
