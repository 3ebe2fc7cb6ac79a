/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.codec.PinnedStore;
import io.indexkv.spark.codec.StoreBacked;
import io.indexkv.spark.conf.JoinMode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.adaptive.BroadcastQueryStageExec;
import org.apache.spark.sql.execution.adaptive.LogicalQueryStage;
import org.apache.spark.sql.internal.SQLConf;
import scala.collection.immutable.Seq;

/**
 * Plans a join with a store as a lookup join. Goes before Spark's own strategies and leaves to them
 * what it does not understand. The same join gets the same answer each time it is planned, because
 * adaptive execution plans it again with parts of it done.
 */
final class LookupJoinStrategy extends SparkStrategy {
  private static final Seq<SparkPlan> LEAVE = Seqs.of(List.of());

  private final FallbackLog fallbacks = new FallbackLog();

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (!(plan instanceof Join join)) {
      return LEAVE;
    }
    Optional<PinnedStore> right = StoreBranch.scanned(join.right()).map(StoreBacked::store);
    Optional<PinnedStore> left = StoreBranch.scanned(join.left()).map(StoreBacked::store);
    if (right.isEmpty() && left.isEmpty()
        || isBroadcast(join.left())
        || isBroadcast(join.right())) {
      return LEAVE;
    }
    JoinMode mode = JoinMode.of(SQLConf.get());
    if (mode == JoinMode.OFF) {
      return LEAVE;
    }
    try {
      return Seqs.of(List.of(plan(match(join, mode, right.isPresent(), left.isPresent()))));
    } catch (Refusal refusal) {
      PinnedStore store = right.or(() -> left).orElseThrow();
      if (mode == JoinMode.REQUIRE) {
        throw new UnsupportedOperationException(
            FallbackLog.message(store, refusal.getMessage())
                + ". "
                + JoinMode.OPTION
                + "=require forbids any other; set it to auto, or change the query");
      }
      fallbacks.say(store, refusal.getMessage());
      return LEAVE;
    }
  }

  private SparkPlan plan(JoinMatch match) {
    LookupJoinParts parts = LookupJoinParts.of(match);
    return LookupJoinExec.of(parts, planLater(match.probe()));
  }

  private static JoinMatch match(Join join, JoinMode mode, boolean right, boolean left)
      throws Refusal {
    Optional<String> hint = mode == JoinMode.AUTO ? JoinHints.strategy(join) : Optional.empty();
    if (hint.isPresent()) {
      throw new Refusal("the hint " + hint.get() + " asks for another join");
    }
    if (!right) {
      return JoinMatch.of(join, BuildLeft$.MODULE$);
    }
    try {
      return JoinMatch.of(join, BuildRight$.MODULE$);
    } catch (Refusal refusal) {
      if (left) {
        return JoinMatch.of(join, BuildLeft$.MODULE$);
      }
      throw refusal;
    }
  }

  /** True if Spark has already broadcast this side, and so has decided how to join. */
  private static boolean isBroadcast(LogicalPlan side) {
    if (side instanceof Project project) {
      return isBroadcast(project.child());
    }
    if (side instanceof Filter filter) {
      return isBroadcast(filter.child());
    }
    return side instanceof LogicalQueryStage stage
        && stage.physicalPlan() instanceof BroadcastQueryStageExec;
  }
}
