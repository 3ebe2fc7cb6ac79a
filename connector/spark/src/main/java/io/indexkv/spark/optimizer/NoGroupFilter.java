/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.snapshot.StoreTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.WriteDelta;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Option;

/**
 * Has Spark 4.2 leave out the filter by which it finds the groups of rows that a statement changes.
 * It would evaluate the source of a MERGE a second time for it, and refuse one that is not
 * deterministic. A store has no groups: a statement writes only the rows that it changes.
 */
public final class NoGroupFilter extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!plan.containsPattern(TreePattern$.MODULE$.COMMAND())) {
      return plan;
    }
    if (!(plan instanceof WriteDelta delta)) {
      return plan.mapChildren(this::apply);
    }
    if (!(delta.originalTable() instanceof DataSourceV2Relation target)
        || !(target.table() instanceof StoreTable)) {
      return plan;
    }
    Object[] elements = new Object[plan.productArity()];
    boolean found = false;
    for (int i = 0; i < elements.length; i++) {
      elements[i] = plan.productElement(i);
      if (CaseClass.name(plan, i).equals("groupFilterCondition")
          && elements[i] instanceof Option<?> filter
          && filter.isDefined()) {
        elements[i] = Option.empty();
        found = true;
      }
    }
    return found ? plan.makeCopy(elements) : plan;
  }
}
