/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.KeyComparison;
import io.indexkv.spark.planning.StoreBranch;
import io.indexkv.spark.snapshot.StoreBacked;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Exists;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InSubquery;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.apache.spark.sql.internal.SQLConf;

/**
 * One of the tables, or other plans, that inner joins combine.
 *
 * @param key the attributes of the plan's output that are the whole key of a store, in key order;
 *     empty if {@code plan} cannot be looked up
 * @param filtered whether {@code plan} removes some rows of the store
 */
record JoinItem(LogicalPlan plan, List<Attribute> key, boolean filtered) {

  static JoinItem of(LogicalPlan plan) {
    return of(
        plan, StoreBranch.leaf(plan) instanceof DataSourceV2Relation relation ? relation : null);
  }

  /**
   * The item for a plan, which may already contain a scan: in subqueries, Spark creates scans
   * early.
   */
  static JoinItem ofScanned(LogicalPlan plan) {
    return StoreBranch.leaf(plan) instanceof DataSourceV2ScanRelation scan
            && scan.scan() instanceof StoreBacked store
            && store.complete()
        ? of(plan, scan.relation())
        : of(plan);
  }

  private static JoinItem of(LogicalPlan plan, DataSourceV2Relation leaf) {
    Optional<DataSourceV2Relation> relation =
        Optional.ofNullable(leaf).filter(JoinItem::isStoreForJoins);
    if (relation.isEmpty()) {
      return new JoinItem(plan, List.of(), false);
    }
    List<Expression> filters = StoreBranch.filters(plan);
    List<Attribute> key = new ArrayList<>();
    List<String> columns = ((StoreTable) relation.get().table()).keyColumns();
    for (String name : columns) {
      Seqs.<Attribute>list(plan.output()).stream()
          .filter(a -> name.equals(column(plan, a)))
          .findFirst()
          .ifPresent(key::add);
    }
    boolean whole = key.size() == columns.size();
    boolean scanned = whole && filters.stream().noneMatch(f -> preventsLookup(f, plan, key));
    return new JoinItem(plan, scanned ? List.copyOf(key) : List.of(), !filters.isEmpty());
  }

  AttributeSet output() {
    return plan.outputSet();
  }

  /** True if the conditions provide the whole key from attributes of {@code probe}. */
  boolean isLookedUpFrom(AttributeSet probe, List<Expression> conditions) {
    return !key.isEmpty()
        && key.stream()
            .allMatch(column -> conditions.stream().anyMatch(c -> gives(column, c, probe)));
  }

  private static boolean gives(Attribute column, Expression condition, AttributeSet probe) {
    // a key is never null, so both comparisons give the same result
    return (condition instanceof EqualTo || condition instanceof EqualNullSafe)
        && condition instanceof BinaryComparison equal
        && (gives(column, equal.left(), equal.right(), probe)
            || gives(column, equal.right(), equal.left(), probe));
  }

  private static boolean gives(
      Attribute column, Expression side, Expression other, AttributeSet probe) {
    return KeyComparison.withoutLosslessCasts(side) instanceof Attribute a
        && a.exprId().equals(column.exprId())
        && !other.references().isEmpty()
        && other.references().subsetOf(probe)
        && KeyComparison.of(Expressions.withoutWidening(other), column.dataType()).isPresent();
  }

  private static boolean isStoreForJoins(DataSourceV2Relation relation) {
    return relation.table() instanceof StoreTable
        && JoinMode.ofRead(relation.options()).orElseGet(() -> JoinMode.of(SQLConf.get()))
            != JoinMode.OFF;
  }

  /**
   * True for a filter on the key, which makes a point read, and for a filter with a subquery, which
   * becomes another join.
   */
  private static boolean preventsLookup(Expression filter, LogicalPlan plan, List<Attribute> key) {
    return filter.exists(e -> e instanceof InSubquery || e instanceof Exists)
        || Seqs.<Attribute>list(filter.references().toSeq()).stream()
            .anyMatch(a -> key.stream().anyMatch(k -> a.name().equals(column(plan, k))));
  }

  /**
   * The name of the store's column that an attribute of the plan's output passes through unchanged,
   * else null.
   */
  private static String column(LogicalPlan plan, Attribute attribute) {
    if (plan instanceof Filter filter) {
      return column(filter.child(), attribute);
    }
    if (!(plan instanceof Project project)) {
      return attribute.name();
    }
    Map<ExprId, Expression> made = Expressions.definitions(Seqs.list(project.projectList()));
    Expression definition = made.get(attribute.exprId());
    return definition instanceof Attribute below ? column(project.child(), below) : null;
  }
}
