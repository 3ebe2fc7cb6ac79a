/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.catalyst.expressions.DynamicPruningSubquery;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
import scala.runtime.BoxedUnit;

/**
 * Spark's dynamic pruning filters: they skip partitions of one side of a join if the other side
 * lacks their keys.
 */
final class DynamicPruningFilters {
  private DynamicPruningFilters() {}

  /**
   * True if the plan has a dynamic pruning filter that Spark applies only together with a broadcast
   * of the store.
   */
  static boolean needBroadcast(LogicalPlan plan, PinnedStore store) {
    if (!plan.containsPattern(TreePattern$.MODULE$.DYNAMIC_PRUNING_SUBQUERY())) {
      return false;
    }
    AtomicBoolean found = new AtomicBoolean();
    plan.foreach(
        node -> {
          for (Expression e : Seqs.<Expression>list(node.expressions().toSeq())) {
            if (needsBroadcast(e, store)) {
              found.set(true);
            }
          }
          return BoxedUnit.UNIT;
        });
    return found.get();
  }

  private static boolean needsBroadcast(Expression e, PinnedStore store) {
    if (e instanceof DynamicPruningSubquery filter) {
      return filter.onlyInBroadcast()
          && StoreBranch.scanned(filter.buildQuery())
              .filter(scan -> scan.store().equals(store))
              .isPresent();
    }
    return Seqs.<Expression>list(e.children().toSeq()).stream()
        .anyMatch(child -> needsBroadcast(child, store));
  }
}
