/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.Optional;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.internal.SQLConf;

/**
 * Decides whether a join with a store should be a lookup join. The decision depends on nothing that
 * changes while the query runs.
 */
public final class JoinPolicy {
  private JoinPolicy() {}

  /** The mode for joins with a scan: the read's own mode if it has one, else the session's. */
  public static JoinMode mode(StoreBacked scan) {
    return scan.joinMode().orElseGet(() -> JoinMode.of(SQLConf.get()));
  }

  /**
   * Checks that the join may be a lookup join at all.
   *
   * @param scan the scan on {@code storeSide}
   * @throws NoLookupJoin if another join is wanted or better, or the other side is endless
   */
  public static void check(Join join, BuildSide storeSide, StoreBacked scan) throws NoLookupJoin {
    checkWishes(join, storeSide, scan);
    EndlessStream.check(storeSide == BuildLeft$.MODULE$ ? join.right() : join.left());
  }

  /** Checks that nothing asks for another join. */
  private static void checkWishes(Join join, BuildSide storeSide, StoreBacked scan)
      throws NoLookupJoin {
    JoinMode mode = mode(scan);
    if (mode == JoinMode.OFF) {
      throw NoLookupJoin.wish(
          scan.joinMode().isPresent()
              ? "the read, or a hint, sets join=off"
              : JoinMode.OPTION + " is off");
    }
    if (mode != JoinMode.AUTO) {
      return;
    }
    Optional<String> hint = JoinHints.strategy(join);
    if (hint.isPresent()) {
      throw NoLookupJoin.wish("the hint " + hint.get() + " asks for another join");
    }
    boolean storeLeft = storeSide == BuildLeft$.MODULE$;
    LogicalPlan store = storeLeft ? join.left() : join.right();
    LogicalPlan probe = storeLeft ? join.right() : join.left();
    if (DynamicPruningFilters.needBroadcast(probe, scan.store()) && fitsBroadcast(store, scan)) {
      throw NoLookupJoin.wish(
          "the broadcast of the store's side lets Spark prune partitions of the other side");
    }
    if (!StoreBranch.filters(store).isEmpty() && fitsBroadcast(store, scan)) {
      throw NoLookupJoin.wish(
          "the store's side is filtered and, with an estimated "
              + store.stats().sizeInBytes()
              + " bytes, small enough to be broadcast");
    }
  }

  /**
   * True if Spark would broadcast the store's side even if the scan answered no filter. So a filter
   * counts the same whether the scan answers it or not.
   */
  private static boolean fitsBroadcast(LogicalPlan store, StoreBacked scan) {
    double bytes = store.stats().sizeInBytes().toDouble() / Math.max(scan.share(), 1e-9);
    return bytes <= SQLConf.get().autoBroadcastJoinThreshold();
  }

  /** True if Spark would broadcast a side of this size. */
  public static boolean fitsBroadcast(LogicalPlan side) {
    return side.stats().sizeInBytes().toLong() <= SQLConf.get().autoBroadcastJoinThreshold();
  }
}
