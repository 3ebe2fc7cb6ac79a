/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.conf.JoinMode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * A join that can be an ordered lookup join: for each probe row it reads entries that follow each
 * other in the store.
 *
 * @param join the join; it has a probe key for each of the first key columns
 * @param bounds over the probe side's output: the lower and the upper bound of the next key column,
 *     as far as {@code access} has them. If the value of a bound cannot be computed, the row's run
 *     does not have it, and the conditions decide.
 */
public record OrderedMatch(JoinMatch join, KeyAccess access, List<Expression> bounds) {

  /**
   * Analyses a join whose side {@code storeSide} is a store. Empty if the condition says nothing
   * about the first key column.
   *
   * @throws NoLookupJoin if it cannot or should not be an ordered lookup join
   */
  public static Optional<OrderedMatch> of(Join join, BuildSide storeSide, JoinMode mode)
      throws NoLookupJoin {
    if (join.condition().isEmpty()) {
      return Optional.empty();
    }
    JoinKind kind = JoinKind.of(join.joinType(), storeSide);
    boolean storeLeft = storeSide == BuildLeft$.MODULE$;
    LogicalPlan probe = storeLeft ? join.right() : join.left();
    StoreBranch branch =
        StoreBranch.of(storeLeft ? join.left() : join.right()).apartFrom(probe.outputSet());
    List<Expression> terms =
        Expressions.conjuncts(branch.withPlainEqualities(join).condition().get());
    KeyRunMatch run = KeyRunMatch.of(branch, terms, probe.outputSet());
    if (run.access().isKey() || run.prefix().isEmpty() && run.bounds().isEmpty()) {
      return Optional.empty();
    }
    if (JoinKind.isLeftSingle(join.joinType())) {
      throw new NoLookupJoin(
          "the subquery may have several rows, because it does not compare the whole key");
    }
    boolean interval = IntervalMatch.is(branch, run);
    if (run.prefix().isEmpty() && !interval && mode == JoinMode.AUTO) {
      throw NoLookupJoin.wish(
          "bounds alone may match most of the store; the hint LOOKUP looks them up all the same");
    }
    return Optional.of(
        new OrderedMatch(
            JoinMatch.of(join.joinType(), kind, storeSide, probe, branch, run.prefix(), run.rest()),
            interval ? run.access().as(KeyAccess.Kind.INTERVAL) : run.access(),
            run.bounds()));
  }
}
