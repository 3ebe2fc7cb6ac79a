/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Seqs;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.None$;

/**
 * Streams that one job reads for as long as it runs: continuous processing, and the real-time mode
 * of Spark 4.1. Such a job runs only operators that Spark knows. The scan of such a stream has a
 * start offset but no end offset; the scan of a micro-batch has both.
 */
public final class EndlessStream {
  private EndlessStream() {}

  /**
   * Refuses a probe side that reads an endless stream.
   *
   * @throws NoLookupJoin if it does
   */
  public static void check(LogicalPlan probe) throws NoLookupJoin {
    if (probe.isStreaming() && reads(probe)) {
      throw new NoLookupJoin(
          "a stream in continuous or real-time mode runs only Spark's own operators");
    }
  }

  private static boolean reads(LogicalPlan plan) {
    return isEndless(plan)
        || Seqs.<LogicalPlan>list(plan.children()).stream().anyMatch(EndlessStream::reads);
  }

  /**
   * True for the scan of an endless stream. The class of the scan has another name in each version
   * of Spark, but its elements have the same names.
   */
  private static boolean isEndless(LogicalPlan scan) {
    Object start = null;
    Object end = null;
    for (int i = 0; i < scan.productArity(); i++) {
      switch (CaseClass.name(scan, i)) {
        case "startOffset" -> start = scan.productElement(i);
        case "endOffset" -> end = scan.productElement(i);
        default -> {}
      }
    }
    return start != null && start != None$.MODULE$ && end == None$.MODULE$;
  }
}
