/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NamedRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RowLevelWrite;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets a query read the newest versions of the stores that it names by temporary views. All views
 * of one store read the same version; in a MERGE, UPDATE or DELETE of the store, the version that
 * the statement changes. The rule runs once for each query, over the whole plan with its
 * subqueries.
 */
public final class NewestOfViews extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<String, StoreTable> newest = new HashMap<>();
    if (plan instanceof RowLevelWrite statement
        && statement.originalTable() instanceof DataSourceV2Relation target
        && target.table() instanceof StoreTable table) {
      // a statement that also reads its target by a view reads one version of it
      newest.put(target.table().name(), table);
    }
    return plan.transformWithSubqueries(
        new AbstractPartialFunction<LogicalPlan, LogicalPlan>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return follows(node) || node instanceof V2WriteCommand write && follows(write.table());
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends LogicalPlan, B> B applyOrElse(A node, Function1<A, B> otherwise) {
            if (follows(node)) {
              return (B) renewed((DataSourceV2Relation) (Object) node, newest);
            }
            if (node instanceof V2WriteCommand write && follows(write.table())) {
              DataSourceV2Relation table = (DataSourceV2Relation) write.table();
              return (B) write.withNewTable((NamedRelation) renewed(table, newest));
            }
            return otherwise.apply(node);
          }
        });
  }

  private static boolean follows(Object node) {
    return node instanceof DataSourceV2Relation relation
        && relation.table() instanceof StoreTable
        && relation.options().containsKey(StoreOption.VIEW);
  }

  private static LogicalPlan renewed(
      DataSourceV2Relation relation, Map<String, StoreTable> newest) {
    StoreTable table =
        newest.computeIfAbsent(
            relation.table().name(), name -> ((StoreTable) relation.table()).newest());
    table.requireColumnsOf((StoreTable) relation.table());
    return Relations.with(relation, table);
  }
}
