/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreBacked;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;

/** The key columns of a plan that reads a store. */
final class StoreKeys {
  private StoreKeys() {}

  /**
   * The key columns in the output of a relation or scan. Empty if it reads no store, lacks a part
   * of the key, or has a key whose values can be equal although the store tells them apart.
   */
  static Optional<Set<ExprId>> of(LogicalPlan leaf) {
    if (leaf instanceof DataSourceV2Relation relation
        && relation.table() instanceof StoreTable table) {
      return of(leaf, table.keyColumns());
    }
    return leaf instanceof DataSourceV2ScanRelation scan && scan.scan() instanceof StoreBacked store
        ? of(leaf, store.store().keyColumns())
        : Optional.empty();
  }

  private static Optional<Set<ExprId>> of(LogicalPlan leaf, List<String> names) {
    Set<ExprId> key = new HashSet<>();
    for (String name : names) {
      for (Attribute a : Seqs.<Attribute>list(leaf.output())) {
        if (a.name().equals(name) && PlainTypes.contain(a.dataType())) {
          key.add(a.exprId());
        }
      }
    }
    return !names.isEmpty() && key.size() == names.size() ? Optional.of(key) : Optional.empty();
  }
}
