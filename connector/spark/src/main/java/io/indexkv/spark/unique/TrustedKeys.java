/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KeyTrust;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Subquery;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Removes what a store's unique key makes superfluous: outer joins that add only columns that
 * nobody reads, and groupings of single rows.
 *
 * <p>The rule leaves two kinds of plans alone. The state of a streaming query depends on its plan.
 * Spark looks for the aggregates of a correlated subquery, to find out what it gives without rows;
 * the rule sees the same plan again when Spark has made it a join.
 */
public final class TrustedKeys extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!mayApply(plan) || !KeyTrust.in(SQLConf.get())) {
      return plan;
    }
    return SingleRowGroups.removed(UnreadJoins.removed(plan));
  }

  private static boolean mayApply(LogicalPlan plan) {
    return (plan.containsPattern(TreePattern$.MODULE$.JOIN())
            || plan.containsPattern(TreePattern$.MODULE$.AGGREGATE()))
        && !(plan instanceof Subquery subquery && subquery.correlated())
        && !plan.isStreaming()
        && Seqs.<LogicalPlan>list(plan.collectLeaves()).stream()
            .anyMatch(leaf -> StoreKeys.of(leaf).isPresent());
  }
}
