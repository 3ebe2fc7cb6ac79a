/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.NamedRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.plans.logical.WriteDelta;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.write.RowLevelOperationTable;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;

/**
 * Has a MERGE, UPDATE or DELETE of a store evaluate its source once.
 *
 * <p>The writer needs the changes in ranges of the key. To find ranges, Spark takes samples, and
 * for that it would run the plan below twice. This rule puts an exchange in between, whose files
 * Spark keeps and takes the samples from.
 */
public final class OneEvaluation extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (plan instanceof WriteDelta delta) {
      return target(delta.table()).map(table -> kept(plan, delta.query(), table)).orElse(plan);
    }
    Optional<V2WriteCommand> append = Appends.of(plan);
    if (append.isPresent()) {
      return target(append.get().table())
          .filter(StoreTable::insertsOnly)
          .map(table -> kept(plan, append.get().query(), table))
          .orElse(plan);
    }
    return plan.mapChildren(this::apply);
  }

  private static Optional<StoreTable> target(NamedRelation relation) {
    Table table = relation instanceof DataSourceV2Relation v2 ? v2.table() : null;
    if (table instanceof RowLevelOperationTable statement) {
      table = (Table) statement.table();
    }
    return table instanceof StoreTable store ? Optional.of(store) : Optional.empty();
  }

  private static LogicalPlan kept(LogicalPlan command, LogicalPlan query, StoreTable table) {
    if (query instanceof RepartitionByExpression) {
      return command;
    }
    List<Attribute> output = Seqs.list(query.output());
    List<Expression> keys =
        table.keyColumns().stream().map(name -> (Expression) key(output, name)).toList();
    LogicalPlan exchange =
        new RepartitionByExpression(Seqs.of(keys), query, Option.empty(), Option.empty());
    return (LogicalPlan) command.withNewChildren(Seqs.of(List.of(exchange)));
  }

  private static Attribute key(List<Attribute> output, String name) {
    return output.stream()
        .filter(a -> (boolean) SQLConf.get().resolver().apply(a.name(), name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the plan of a statement has no key column %s, it has %s"
                        .formatted(name, output)));
  }
}
