/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.conf.Refresh;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.NamedRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RowLevelWrite;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import scala.Function1;
import scala.Option;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets a query read the newest versions of the stores that it names by temporary views, or loads
 * with the option {@value StoreOption#REFRESH}. All of these reads of one store read the same
 * version. The rule runs once for each query, over the whole plan with its subqueries.
 *
 * <p>A MERGE, UPDATE or DELETE reads its store at the version that it is checked against: the one
 * that Spark found when it analysed the statement. Spark 4.1 looks for a newer version when it runs
 * the statement, just before this rule, and gives it to all reads but the target. The rule takes
 * that back.
 */
public final class NewestOfViews extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<String, StoreTable> newest = new HashMap<>();
    Optional<StoreTable> changed = changed(plan);
    changed.ifPresent(table -> newest.put(table.place(), table));
    return plan.transformWithSubqueries(
        new AbstractPartialFunction<LogicalPlan, LogicalPlan>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return follows(node)
                || reads(node, changed)
                || node instanceof V2WriteCommand write && follows(write.table());
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends LogicalPlan, B> B applyOrElse(A node, Function1<A, B> otherwise) {
            if (follows(node) || reads(node, changed)) {
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

  /**
   * The store that a MERGE, UPDATE or DELETE changes, at the version that it is checked against.
   */
  private static Optional<StoreTable> changed(LogicalPlan plan) {
    Option<LogicalPlan> statement = plan.find(node -> target(node).isPresent());
    return statement.isDefined() ? target(statement.get()) : Optional.empty();
  }

  private static Optional<StoreTable> target(LogicalPlan plan) {
    NamedRelation relation = null;
    if (plan instanceof RowLevelWrite statement) {
      relation = statement.originalTable();
    } else if (Appends.of(plan).isPresent()) {
      relation = Appends.of(plan).get().table();
    }
    return relation instanceof DataSourceV2Relation v2
            && v2.table() instanceof StoreTable table
            && (plan instanceof RowLevelWrite || table.insertsOnly())
        ? Optional.of(table)
        : Optional.empty();
  }

  private static boolean reads(Object node, Optional<StoreTable> changed) {
    return node instanceof DataSourceV2Relation relation
        && relation.table() instanceof StoreTable table
        && changed.filter(one -> one.place().equals(table.place())).isPresent()
        && Relations.mayBeReadAgain(relation);
  }

  private static boolean follows(Object node) {
    return node instanceof DataSourceV2Relation relation
        && relation.table() instanceof StoreTable
        && (relation.options().containsKey(StoreOption.VIEW)
            || Refresh.of(relation.options()) == Refresh.QUERY);
  }

  private static LogicalPlan renewed(
      DataSourceV2Relation relation, Map<String, StoreTable> newest) {
    StoreTable planned = (StoreTable) relation.table();
    StoreTable table = newest.computeIfAbsent(planned.place(), place -> planned.newest());
    table.requireColumnsOf(planned);
    return Relations.with(relation, table);
  }
}
