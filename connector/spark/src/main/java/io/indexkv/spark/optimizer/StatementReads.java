/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StatementWrite;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Range;
import org.apache.spark.sql.catalyst.plans.logical.WriteDelta;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * Tells the write of a MERGE, UPDATE or DELETE which keys the statement reads, if its whole plan
 * looks up nothing but single keys of the store. It plans nothing itself: it is a strategy only
 * because Spark asks strategies when all scans are known.
 */
public final class StatementReads extends SparkStrategy {
  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    Option<?> write =
        plan instanceof WriteDelta delta
            ? delta.write()
            : Appends.of(plan).isPresent() ? Appends.write(plan) : Option.empty();
    if (write.isDefined() && write.get() instanceof StatementWrite statement) {
      keys(plan, statement.target()).ifPresent(statement::readsOnly);
    }
    return Seqs.of(List.of());
  }

  /** The only keys of the store that a plan with its subqueries reads; empty if it may read any. */
  private static Optional<List<byte[]>> keys(LogicalPlan plan, PinnedStore store) {
    List<LogicalPlan> plans = new ArrayList<>(List.of(plan));
    plans.addAll(Seqs.<LogicalPlan>list(plan.subqueriesAll()));
    List<byte[]> keys = new ArrayList<>();
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
