/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.NamedRelation;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/**
 * Marks the table of a store in a MERGE that has only WHEN NOT MATCHED clauses. Spark turns such a
 * MERGE into an append, and an append to a store replaces rows. The MERGE must not: another job may
 * have inserted the same keys meanwhile.
 *
 * <p>Spark 3.5 shows the rule the MERGE. Spark 4 has turned it into an append before. Spark 4.2
 * says so. On Spark 4.1 it is known by its anti join with the very relation that it appends to; a
 * query of an INSERT has a relation of its own.
 */
public final class InsertOnlyMerge extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!plan.containsPattern(TreePattern$.MODULE$.COMMAND())) {
      return plan;
    }
    if (plan instanceof MergeIntoTable merge
        && merge.matchedActions().isEmpty()
        && merge.notMatchedBySourceActions().isEmpty()) {
      return marked(merge);
    }
    Optional<V2WriteCommand> append = Appends.of(plan);
    if (append.isPresent()
        && append.get().table() instanceof DataSourceV2Relation target
        && isStore(target)
        && (Appends.isOfMerge(plan) || joinsWithout(append.get().query(), target))) {
      return (LogicalPlan) append.get().withNewTable((NamedRelation) inserting(target));
    }
    return plan.mapChildren(this::apply);
  }

  private static LogicalPlan marked(MergeIntoTable merge) {
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
    return target instanceof DataSourceV2Relation relation && isStore(relation)
        ? Relations.with(relation, ((StoreTable) relation.table()).forInserts())
        : target;
  }

  /** True for a store's table that is not marked yet. */
  private static boolean isStore(DataSourceV2Relation relation) {
    return relation.table() instanceof StoreTable table && !table.insertsOnly();
  }

  private static boolean joinsWithout(LogicalPlan query, DataSourceV2Relation target) {
    return query.exists(
        node ->
            node instanceof Join join
                && join.joinType() instanceof LeftAnti$
                && join.right() instanceof DataSourceV2Relation relation
                && relation.outputSet().equals(target.outputSet()));
  }
}
