/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import scala.collection.Iterator;
import scala.collection.Seq;

/** Counts the lookup joins of an executed plan and its subqueries. */
final class LookupJoins {
  private LookupJoins() {}

  static int in(SparkPlan plan) {
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      return in(adaptive.executedPlan());
    }
    if (plan instanceof QueryStageExec stage) {
      return in(stage.plan());
    }
    int self = plan.nodeName().startsWith("LookupJoin") ? 1 : 0;
    return self + in(plan.children()) + in(plan.subqueries());
  }

  private static int in(Seq<SparkPlan> plans) {
    int count = 0;
    for (Iterator<SparkPlan> rest = plans.iterator(); rest.hasNext(); ) {
      count += in(rest.next());
    }
    return count;
  }
}
