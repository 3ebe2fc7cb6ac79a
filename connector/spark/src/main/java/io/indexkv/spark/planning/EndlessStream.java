/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.None$;

/**
 * Streams that one job reads for as long as it runs: continuous processing, and the real-time mode
 * of Spark 4.1, which runs no operator but those that Spark knows. Their scan begins at an offset
 * and ends at none, while that of a micro-batch has both.
 */
public final class EndlessStream {
  private EndlessStream() {}

  /**
   * Refuses a probe side that reads such a stream.
   *
   * @throws NoLookupJoin if it does
   */
  public static void check(LogicalPlan probe) throws NoLookupJoin {
    if (probe.isStreaming() && reads(probe)) {
      throw new NoLookupJoin(
          "a stream in continuous or real-time mode runs with operators of Spark's own only");
    }
  }

  private static boolean reads(LogicalPlan plan) {
    return isEndless(plan)
        || Seqs.<LogicalPlan>list(plan.children()).stream().anyMatch(EndlessStream::reads);
  }

  /** The scan is a class of another name in each version of Spark, with elements of one name. */
  private static boolean isEndless(LogicalPlan scan) {
    Object start = null;
    Object end = null;
    for (int i = 0; i < scan.productArity(); i++) {
      switch (scan.productElementName(i)) {
        case "startOffset" -> start = scan.productElement(i);
        case "endOffset" -> end = scan.productElement(i);
        default -> {}
      }
    }
    return start != null && start != None$.MODULE$ && end == None$.MODULE$;
  }
}
