/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StatementWrite;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.logical.AppendData;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.plans.logical.WriteDelta;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.Option;

/**
 * Prepares the plan of a MERGE, UPDATE or DELETE of a store.
 *
 * <p>The writer needs the changes in ranges of the key. To find the ranges, Spark takes samples,
 * and would run the plan below twice for that. This rule puts an exchange by key in between, which
 * Spark keeps: the samples come from its files, and the statement evaluates its source once.
 *
 * <p>The rule also tells the write which keys the statement reads, if the whole plan looks up
 * nothing but single keys of the store.
 */
public final class StatementPlan extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!(plan instanceof V2WriteCommand command)) {
      return plan.mapChildren(this::apply);
    }
    Optional<StatementWrite> write = write(command);
    if (write.isEmpty()) {
      return plan;
    }
    keysOf(plan, write.get().target()).ifPresent(write.get()::readsOnly);
    LogicalPlan query = evaluatedOnce(command.query());
    return query == command.query()
        ? plan
        : (LogicalPlan) plan.withNewChildren(Seqs.of(List.of(query)));
  }

  private static Optional<StatementWrite> write(V2WriteCommand command) {
    Option<?> write =
        command instanceof WriteDelta delta
            ? delta.write()
            : command instanceof AppendData append ? append.write() : Option.empty();
    return write.isDefined() && write.get() instanceof StatementWrite statement
        ? Optional.of(statement)
        : Optional.empty();
  }

  private static LogicalPlan evaluatedOnce(LogicalPlan query) {
    if (query instanceof Sort sort) {
      LogicalPlan child = evaluatedOnce(sort.child());
      return child == sort.child()
          ? sort
          : (LogicalPlan) sort.withNewChildren(Seqs.of(List.of(child)));
    }
    if (!(query instanceof RepartitionByExpression ranges)
        || ranges.child() instanceof RepartitionByExpression) {
      return query;
    }
    List<Expression> keys = new ArrayList<>();
    for (Expression order : Seqs.<Expression>list(ranges.partitionExpressions())) {
      if (!(order instanceof SortOrder by)) {
        return query;
      }
      keys.add(by.child());
    }
    LogicalPlan kept =
        new RepartitionByExpression(Seqs.of(keys), ranges.child(), Option.empty(), Option.empty());
    return (LogicalPlan) ranges.withNewChildren(Seqs.of(List.of(kept)));
  }

  /** The only keys of the store that a plan with its subqueries reads; empty if it may read any. */
  private static Optional<List<byte[]>> keysOf(LogicalPlan plan, PinnedStore store) {
    List<byte[]> keys = new ArrayList<>();
    List<LogicalPlan> plans = new ArrayList<>(List.of(plan));
    plans.addAll(Seqs.<LogicalPlan>list(plan.subqueriesAll()));
    for (LogicalPlan one : plans) {
      for (LogicalPlan leaf : Seqs.<LogicalPlan>list(one.collectLeaves())) {
        Optional<List<byte[]>> read = keysOfLeaf(leaf, store);
        if (read.isEmpty()) {
          return Optional.empty();
        }
        keys.addAll(read.get());
      }
    }
    return Optional.of(keys);
  }

  private static Optional<List<byte[]>> keysOfLeaf(LogicalPlan leaf, PinnedStore store) {
    if (leaf instanceof DataSourceV2ScanRelation relation
        && relation.scan() instanceof StoreBacked scan) {
      return scan.store().location().equals(store.location())
          ? scan.keys()
          : Optional.of(List.of());
    }
    // anything else may hide a read of the store, for example a cached table
    return leaf instanceof LocalRelation || leaf instanceof OneRowRelation || leaf instanceof Range
        ? Optional.of(List.of())
        : Optional.empty();
  }
}
