/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.ResolvedProcedure;
import org.apache.spark.sql.catalyst.analysis.UnresolvedProcedure;
import org.apache.spark.sql.catalyst.plans.logical.Call;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.Identifier;
import scala.Function1;
import scala.Option;
import scala.Tuple2;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Finds the procedures of catalogs of stores. A catalog's class cannot have them itself: it loads
 * on Spark 3.5, too, which lacks the interface. Calls of other catalogs stay as they are.
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
            return node instanceof Call call && call.procedure() instanceof UnresolvedProcedure;
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends LogicalPlan, B> B applyOrElse(A node, Function1<A, B> otherwise) {
            return node instanceof Call call
                    && call.procedure() instanceof UnresolvedProcedure procedure
                ? (B) resolved(call, procedure.nameParts())
                : otherwise.apply(node);
          }
        });
  }

  private LogicalPlan resolved(Call call, Seq<String> name) {
    Option<Tuple2<CatalogPlugin, Identifier>> found =
        spark.sessionState().analyzer().CatalogAndIdentifier().unapply(name);
    if (found.isEmpty()) {
      return call;
    }
    Identifier ident = found.get()._2();
    return StoreProcedures.of(found.get()._1(), spark)
        .<LogicalPlan>map(
            catalog ->
                new Call(
                    new ResolvedProcedure(catalog, ident, catalog.loadProcedure(ident)),
                    call.args(),
                    call.execute()))
        .orElse(call);
  }
}
