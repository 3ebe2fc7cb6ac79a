/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.CaseClass;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.AppendData;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import scala.Option;

/** Appends to tables. From Spark 4.2 on, a MERGE that only inserts is an append of its own kind. */
final class Appends {
  private static final String OF_MERGE =
      "org.apache.spark.sql.catalyst.plans.logical.InsertOnlyMerge";

  private Appends() {}

  /** The plan, if it is an append of either kind. */
  static Optional<V2WriteCommand> of(LogicalPlan plan) {
    return plan instanceof AppendData || isOfMerge(plan)
        ? Optional.of((V2WriteCommand) plan)
        : Optional.empty();
  }

  /** Whether Spark says that the plan is a MERGE that only inserts. Older versions do not say. */
  static boolean isOfMerge(LogicalPlan plan) {
    return plan.getClass().getName().equals(OF_MERGE);
  }

  /** The write that Spark has planned for an append; empty before that. */
  static Option<?> write(LogicalPlan append) {
    for (int i = 0; i < append.productArity(); i++) {
      if (CaseClass.name(append, i).equals("write")) {
        return (Option<?>) append.productElement(i);
      }
    }
    throw new IllegalStateException(
        "this version of Spark has another %s than expected".formatted(append.nodeName()));
  }
}
