/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.FallbackLog;
import io.indexkv.spark.planning.JoinMatch;
import io.indexkv.spark.planning.JoinPolicy;
import io.indexkv.spark.planning.NoLookupJoin;
import io.indexkv.spark.planning.OrderedMatch;
import io.indexkv.spark.planning.StoreBranch;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.adaptive.BroadcastQueryStageExec;
import org.apache.spark.sql.execution.adaptive.LogicalQueryStage;
import scala.collection.immutable.Seq;

/**
 * Plans a join with a store as a lookup join. It runs before Spark's own strategies and leaves
 * other joins to them. Adaptive execution plans a join again when parts of it are done, so the
 * strategy gives the same answer each time.
 */
final class LookupJoinStrategy extends SparkStrategy {
  private static final Seq<SparkPlan> LEAVE = Seqs.of(List.of());

  private final FallbackLog fallbacks = new FallbackLog();

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (plan instanceof OrderedLookup lookup) {
      return Seqs.of(List.of(LookupJoinExec.of(lookup.parts(), planLater(lookup.child()))));
    }
    if (!(plan instanceof Join join) || isBroadcast(join.left()) || isBroadcast(join.right())) {
      return LEAVE;
    }
    Optional<StoreBacked> right = StoreBranch.scanned(join.right());
    Optional<StoreBacked> left = StoreBranch.scanned(join.left());
    if (right.isEmpty() && left.isEmpty()) {
      return LEAVE;
    }
    try {
      SparkPlan lookups = lookups(join, right, left);
      right.ifPresent(scan -> scan.explainJoin(""));
      left.ifPresent(scan -> scan.explainJoin(""));
      return Seqs.of(List.of(lookups));
    } catch (NoLookupJoin refusal) {
      right.ifPresent(scan -> leave(scan, refusal));
      left.ifPresent(scan -> leave(scan, refusal));
      return LEAVE;
    }
  }

  private SparkPlan lookups(Join join, Optional<StoreBacked> right, Optional<StoreBacked> left)
      throws NoLookupJoin {
    try {
      JoinMatch match = match(join, right, left);
      return LookupJoinExec.of(LookupJoinParts.of(match), planLater(match.probe()));
    } catch (NoLookupJoin refusal) {
      OrderedMatch match = OrderedChoice.of(join, right, left, refusal);
      return LookupJoinExec.of(LookupJoinParts.of(match), planLater(match.join().probe()));
    }
  }

  private static JoinMatch match(Join join, Optional<StoreBacked> right, Optional<StoreBacked> left)
      throws NoLookupJoin {
    if (right.isEmpty()) {
      return match(join, BuildLeft$.MODULE$, left.orElseThrow());
    }
    try {
      return match(join, BuildRight$.MODULE$, right.get());
    } catch (NoLookupJoin refusal) {
      if (left.isEmpty()) {
        throw refusal;
      }
      try {
        return match(join, BuildLeft$.MODULE$, left.get());
      } catch (NoLookupJoin another) {
        throw refusal.isWish() ? another : refusal;
      }
    }
  }

  private static JoinMatch match(Join join, BuildSide side, StoreBacked scan) throws NoLookupJoin {
    JoinPolicy.check(join, side, scan);
    return JoinMatch.of(join, side);
  }

  /** Leaves the join to Spark and reports why. Fails if the mode requires a lookup join. */
  private void leave(StoreBacked scan, NoLookupJoin refusal) {
    if (!refusal.isWish() && JoinPolicy.mode(scan) == JoinMode.REQUIRE) {
      throw new UnsupportedOperationException(
          FallbackLog.message(scan.store(), refusal.getMessage())
              + ". "
              + JoinMode.OPTION
              + "=require forbids any other; set it to auto, or change the query");
    }
    scan.explainJoin(refusal.getMessage());
    if (!refusal.isWish()) {
      fallbacks.say(scan.store(), refusal.getMessage());
    }
  }

  /** True if Spark has already broadcast this side, and so has decided how to join. */
  private static boolean isBroadcast(LogicalPlan side) {
    return StoreBranch.leaf(side) instanceof LogicalQueryStage stage
        && stage.physicalPlan() instanceof BroadcastQueryStageExec;
  }
}
