/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.plans.ExistenceJoin;
import org.apache.spark.sql.catalyst.plans.InnerLike;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.RightOuter$;

/** What a join does with a probe row, whichever side the store is on. */
public enum JoinKind {
  /** Joins the row if it has a match, else drops it. */
  INNER,
  /** Joins the row with its match, else with nulls. */
  OUTER,
  /** Keeps the row if it has a match. */
  SEMI,
  /** Keeps the row if it has no match. */
  ANTI,
  /** Adds a column that says whether the row has a match. */
  EXISTENCE;

  /** The kind of a join of this type whose store is on {@code storeSide}. */
  public static JoinKind of(JoinType type, BuildSide storeSide) throws NoLookupJoin {
    if (type instanceof InnerLike) {
      return INNER;
    }
    boolean storeRight = storeSide == BuildRight$.MODULE$;
    if (storeRight && (type == LeftOuter$.MODULE$ || isLeftSingle(type))
        || !storeRight && type == RightOuter$.MODULE$) {
      return OUTER;
    }
    if (storeRight && type == LeftSemi$.MODULE$) {
      return SEMI;
    }
    if (storeRight && type == LeftAnti$.MODULE$) {
      return ANTI;
    }
    if (storeRight && type instanceof ExistenceJoin) {
      return EXISTENCE;
    }
    throw new NoLookupJoin(
        "a "
            // Spark has no SQL text for an existence join
            + (type instanceof ExistenceJoin ? "EXISTENCE" : type.sql())
            + " join with the store on the "
            + (storeRight ? "right" : "left")
            + (type == LeftSemi$.MODULE$
                ? " returns a store row once, however many probe rows match it"
                : " returns store rows that no probe row matches"));
  }

  /**
   * True for a left outer join that fails if a row has several matches. Spark 4 makes it from a
   * correlated scalar subquery; Spark 3.5 does not have the type. A key of a store has at most one
   * match, so the failure cannot happen.
   */
  static boolean isLeftSingle(JoinType type) {
    return type.toString().equals("LeftSingle");
  }

  /** True if the output has more columns than the probe row. */
  public boolean joins() {
    return this == INNER || keepsAll();
  }

  /** True if the output contains every probe row, with or without a match. */
  public boolean keepsAll() {
    return this == OUTER || this == EXISTENCE;
  }
}
