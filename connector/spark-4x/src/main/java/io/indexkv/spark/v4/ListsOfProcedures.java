/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.ResolvedNamespace;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.command.ShowProceduresCommand;

/** Lets {@code SHOW PROCEDURES} list those of a catalog of stores. */
final class ListsOfProcedures extends Rule<LogicalPlan> {
  private final SparkSession spark;

  ListsOfProcedures(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (plan instanceof ShowProceduresCommand show
        && show.child() instanceof ResolvedNamespace namespace) {
      return StoreProcedures.of(namespace.catalog(), spark)
          .<LogicalPlan>map(
              catalog ->
                  new ShowProceduresCommand(
                      new ResolvedNamespace(catalog, namespace.namespace(), namespace.metadata()),
                      show.output()))
          .orElse(plan);
    }
    return plan;
  }
}
