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

/** What becomes of a probe row, whichever side the store is on. */
public enum JoinKind {
  /** Joined if matched. */
  INNER,
  /** Joined if matched, else with nulls. */
  OUTER,
  /** Kept if matched. */
  SEMI,
  /** Kept if not matched. */
  ANTI,
  /** Joined with whether it is matched. */
  EXISTENCE;

  /** The kind of a join with the store on this side. */
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
            // Spark has no SQL for an existence join
            + (type instanceof ExistenceJoin ? "EXISTENCE" : type.sql())
            + " join with the store on the "
            + (storeRight ? "right" : "left")
            + (type == LeftSemi$.MODULE$
                ? " returns a store row once, however many probe rows ask for it"
                : " returns store rows that no probe row asks for"));
  }

  /**
   * A left outer join that fails if a row has several matches, which Spark 4 makes of a correlated
   * scalar subquery. A key of a store has one match at most. Spark 3.5 does not have the type.
   */
  private static boolean isLeftSingle(JoinType type) {
    return type.toString().equals("LeftSingle");
  }

  /** True if the output has columns besides the probe row's. */
  public boolean joins() {
    return this == INNER || keepsAll();
  }

  /** True if every probe row is in the output, matched or not. */
  public boolean keepsAll() {
    return this == OUTER || this == EXISTENCE;
  }
}
