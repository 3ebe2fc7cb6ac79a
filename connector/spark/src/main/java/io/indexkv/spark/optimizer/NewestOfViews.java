/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.conf.Refresh;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NamedRelation;
import org.apache.spark.sql.catalyst.analysis.TimeTravelSpec;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import scala.Function1;
import scala.Option;
import scala.Some;
import scala.runtime.AbstractPartialFunction;

/**
 * Lets a query read the newest versions of the stores that it names by temporary views, or loads
 * with the option {@value StoreOption#REFRESH}. All of these reads of one store read the same
 * version. The rule runs once for each query, over the whole plan with its subqueries.
 */
public final class NewestOfViews extends Rule<LogicalPlan> {

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    Map<String, StoreTable> newest = new HashMap<>();
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
        && (relation.options().containsKey(StoreOption.VIEW)
            || Refresh.of(relation.options()) == Refresh.QUERY);
  }

  private static LogicalPlan renewed(
      DataSourceV2Relation relation, Map<String, StoreTable> newest) {
    StoreTable table =
        newest.computeIfAbsent(
            relation.table().name(), name -> ((StoreTable) relation.table()).newest());
    table.requireColumnsOf((StoreTable) relation.table());
    // copied by elements: the relation's constructor differs between versions of Spark
    Object[] elements = new Object[relation.productArity()];
    for (int i = 0; i < elements.length; i++) {
      Object element = relation.productElement(i);
      if (element instanceof Table) {
        element = table;
      } else if (element instanceof Some<?> some && some.get() instanceof TimeTravelSpec) {
        element = Option.empty();
      } else if (element instanceof CaseInsensitiveStringMap options
          && options.containsKey(StoreOption.REFRESH)) {
        element = refreshed(options);
      }
      elements[i] = element;
    }
    return relation.makeCopy(elements);
  }

  private static CaseInsensitiveStringMap refreshed(CaseInsensitiveStringMap options) {
    Map<String, String> marked = new HashMap<>(options.asCaseSensitiveMap());
    marked.put(StoreOption.REFRESHED, "true");
    return new CaseInsensitiveStringMap(marked);
  }
}
