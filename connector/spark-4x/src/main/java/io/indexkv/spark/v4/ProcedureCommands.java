/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.Seqs;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.ResolvedNamespace;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
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
        && show.child() instanceof ResolvedNamespace namespace) {
      return asking(namespace.catalog(), namespace, plan);
    }
    if (plan instanceof DescribeProcedureCommand describe
        && describe.child() instanceof ResolvedIdentifier name) {
      return asking(name.catalog(), name, plan);
    }
    return plan;
  }

  /** The command, asking the procedures of the catalog if it is one of stores. */
  private LogicalPlan asking(CatalogPlugin catalog, LogicalPlan name, LogicalPlan command) {
    Optional<StoreProcedures> procedures = StoreProcedures.of(catalog, spark);
    if (procedures.isEmpty()) {
      return command;
    }
    // copied by elements: the constructors differ between versions of Spark
    Object[] elements = new Object[name.productArity()];
    for (int i = 0; i < elements.length; i++) {
      Object element = name.productElement(i);
      elements[i] = element == catalog ? procedures.get() : element;
    }
    LogicalPlan changed = name.makeCopy(elements);
    return command.withNewChildren(Seqs.of(List.of(changed)));
  }
}
