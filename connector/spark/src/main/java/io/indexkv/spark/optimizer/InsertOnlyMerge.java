/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/**
 * Tells a store's table of a MERGE that has only WHEN NOT MATCHED clauses. Spark turns such a MERGE
 * into an append, and an append to a store replaces rows. The MERGE must not: another job may have
 * inserted the same keys meanwhile.
 */
public final class InsertOnlyMerge extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!(plan instanceof MergeIntoTable merge)
        || !merge.matchedActions().isEmpty()
        || !merge.notMatchedBySourceActions().isEmpty()) {
      return plan.mapChildren(this::apply);
    }
    LogicalPlan target = inserting(merge.targetTable());
    return target == merge.targetTable()
        ? merge
        : (LogicalPlan) merge.withNewChildren(Seqs.of(List.of(target, merge.sourceTable())));
  }

  private static LogicalPlan inserting(LogicalPlan target) {
    if (target instanceof SubqueryAlias alias) {
      LogicalPlan child = inserting(alias.child());
      return child == alias.child()
          ? alias
          : (LogicalPlan) alias.withNewChildren(Seqs.of(List.of(child)));
    }
    return target instanceof DataSourceV2Relation relation
            && relation.table() instanceof StoreTable table
            && !table.insertsOnly()
        ? Relations.with(relation, table.forInserts())
        : target;
  }
}
