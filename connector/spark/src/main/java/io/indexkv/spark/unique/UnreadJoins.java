/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.planning.NoLookupJoin;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Window;

/**
 * Removes outer joins that keep each row of one side exactly once, if nobody reads a column of the
 * other side. Views bring such joins: they join more tables than most of their queries need.
 */
final class UnreadJoins {
  private UnreadJoins() {}

  /** The plan without such joins; the same object if it has none. */
  static LogicalPlan removed(LogicalPlan plan) {
    return removed(plan, plan.outputSet());
  }

  /**
   * The plan without joins that {@code read} does not need.
   *
   * @param read the columns of the plan's output that the plan above reads
   */
  private static LogicalPlan removed(LogicalPlan plan, AttributeSet read) {
    if (plan instanceof Join join) {
      if (isUseless(join, BuildRight$.MODULE$, read)) {
        return removed(join.left(), read);
      }
      if (isUseless(join, BuildLeft$.MODULE$, read)) {
        return removed(join.right(), read);
      }
    }
    return plan.mapChildren(child -> removed(child, readOf(child, plan, read)));
  }

  private static boolean isUseless(Join join, BuildSide side, AttributeSet read) {
    boolean left = side == BuildLeft$.MODULE$;
    LogicalPlan other = left ? join.left() : join.right();
    return isOuter(join, side)
        && Seqs.<Attribute>list(other.output()).stream().noneMatch(read::contains)
        && join.condition().forall(e -> e.deterministic())
        && UniqueKeys.matchesOnce(join, UniqueKeys.of(other), left);
  }

  /** True if nulls take the place of rows of this side. */
  private static boolean isOuter(Join join, BuildSide side) {
    try {
      return JoinKind.of(join.joinType(), side) == JoinKind.OUTER;
    } catch (NoLookupJoin another) {
      return false;
    }
  }

  /** The columns of a child that its parent reads, or hands on to {@code read}. */
  private static AttributeSet readOf(LogicalPlan child, LogicalPlan parent, AttributeSet read) {
    if (parent instanceof Project || parent instanceof Aggregate) {
      return parent.references();
    }
    return handsOnColumns(parent) ? read.$plus$plus(parent.references()) : child.outputSet();
  }

  /** True for operators that need no column of a child but those that they refer to. */
  private static boolean handsOnColumns(LogicalPlan plan) {
    return plan instanceof Filter
        || plan instanceof Sort
        || plan instanceof Join
        || plan instanceof Window
        || plan instanceof GlobalLimit
        || plan instanceof LocalLimit
        || plan instanceof RepartitionByExpression
        || plan instanceof SubqueryAlias;
  }
}
