/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.ResolvedNamespace;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.command.DescribeProcedureCommand;
import org.apache.spark.sql.execution.command.ShowProceduresCommand;

/** Lets {@code SHOW PROCEDURES} and {@code DESCRIBE PROCEDURE} know those of stores. */
final class ProcedureCommands extends Rule<LogicalPlan> {
  private final SparkSession spark;

  ProcedureCommands(SparkSession spark) {
    this.spark = spark;
  }

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (plan instanceof ShowProceduresCommand show
        && show.child() instanceof ResolvedNamespace in) {
      return StoreProcedures.of(in.catalog(), spark)
          .<LogicalPlan>map(
              stores ->
                  new ShowProceduresCommand(
                      new ResolvedNamespace(stores, in.namespace(), in.metadata()), show.output()))
          .orElse(plan);
    }
    if (plan instanceof DescribeProcedureCommand describe
        && describe.child() instanceof ResolvedIdentifier name) {
      return StoreProcedures.of(name.catalog(), spark)
          .<LogicalPlan>map(
              stores ->
                  new DescribeProcedureCommand(
                      new ResolvedIdentifier(stores, name.identifier()), describe.output()))
          .orElse(plan);
    }
    return plan;
  }
}
