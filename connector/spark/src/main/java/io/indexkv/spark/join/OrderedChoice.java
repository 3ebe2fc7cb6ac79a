/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.JoinPolicy;
import io.indexkv.spark.planning.NoLookupJoin;
import io.indexkv.spark.planning.OrderedMatch;
import io.indexkv.spark.probe.Slicing;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.Optional;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.internal.SQLConf;

/** Chooses an ordered lookup join for a join that gives no whole key of a store. */
final class OrderedChoice {
  private OrderedChoice() {}

  /**
   * The ordered lookup join; in the right store where that is possible.
   *
   * @param asKeys why no store is looked up by its whole key
   * @throws NoLookupJoin {@code asKeys}, or why there is no ordered lookup join where the condition
   *     would allow it
   */
  static OrderedMatch of(
      Join join, Optional<StoreBacked> right, Optional<StoreBacked> left, NoLookupJoin asKeys)
      throws NoLookupJoin {
    if (!JoinMode.orders(SQLConf.get())) {
      throw asKeys;
    }
    NoLookupJoin refusal = asKeys;
    for (BuildSide side : new BuildSide[] {BuildRight$.MODULE$, BuildLeft$.MODULE$}) {
      Optional<StoreBacked> scan = side == BuildRight$.MODULE$ ? right : left;
      if (scan.isEmpty()) {
        continue;
      }
      try {
        Optional<OrderedMatch> match = match(join, side, scan.get());
        if (match.isPresent()) {
          return match.get();
        }
      } catch (NoLookupJoin other) {
        refusal = refusal == asKeys ? other : refusal;
      }
    }
    throw refusal;
  }

  private static Optional<OrderedMatch> match(Join join, BuildSide side, StoreBacked scan)
      throws NoLookupJoin {
    JoinPolicy.check(join, side, scan);
    Optional<OrderedMatch> match = OrderedMatch.of(join, side, JoinPolicy.mode(scan));
    if (match.isPresent()) {
      checkSlices(scan.store());
    }
    return match;
  }

  /**
   * Checks that a store is not looked up slice by slice, because a run may be in several slices.
   */
  static void checkSlices(PinnedStore store) throws NoLookupJoin {
    if (Slicing.of(store).isPartitioned()) {
      throw NoLookupJoin.wish(
          "the store should be looked up slice by slice, which needs the whole key");
    }
  }
}
