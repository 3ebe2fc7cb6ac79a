/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.conf.JoinMode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Reorders inner joins so that more of them can be lookup joins. Spark joins in the order of the
 * query; if it joins a store with another table first, the facts can no longer be looked up in that
 * store. The query's order stays if it has as many lookup joins.
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
        : plan.mapChildren(child -> ordered(child));
  }

  /** The first of the orders with the most lookup joins; empty if the query's order has as many. */
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
