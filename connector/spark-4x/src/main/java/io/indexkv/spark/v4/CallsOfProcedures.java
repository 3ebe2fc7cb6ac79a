/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.ResolvedProcedure;
import org.apache.spark.sql.catalyst.analysis.UnresolvedProcedure;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import scala.Function1;
import scala.Option;
import scala.Tuple2;
import scala.runtime.AbstractPartialFunction;

/**
 * Finds the procedures of catalogs of stores, by the names in {@code CALL}. A catalog's class
 * cannot have them itself: it loads on Spark 3.5, too, which lacks the interface. Names of other
 * catalogs stay as they are.
 */
final class CallsOfProcedures extends Rule<LogicalPlan> {
  private final SparkSession spark;

  CallsOfProcedures(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return plan.resolveOperators(
        new AbstractPartialFunction<LogicalPlan, LogicalPlan>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return node instanceof UnresolvedProcedure;
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends LogicalPlan, B> B applyOrElse(A node, Function1<A, B> otherwise) {
            return node instanceof UnresolvedProcedure name
                ? (B) resolved(name)
                : otherwise.apply(node);
          }
        });
  }

  private LogicalPlan resolved(UnresolvedProcedure procedure) {
    Option<Tuple2<CatalogPlugin, Identifier>> found =
        spark.sessionState().analyzer().CatalogAndIdentifier().unapply(procedure.nameParts());
    if (found.isEmpty()) {
      return procedure;
    }
    Identifier name = found.get()._2();
    return StoreProcedures.of(found.get()._1(), spark)
        .<LogicalPlan>map(stores -> new ResolvedProcedure(stores, name, stores.loadProcedure(name)))
        .orElse(procedure);
  }
}
