/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.OriginColumn;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.ResolveRowLevelCommandAssignments$;
import org.apache.spark.sql.catalyst.analysis.RewriteDeleteFromTable$;
import org.apache.spark.sql.catalyst.analysis.RewriteUpdateTable$;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.MetadataAttribute;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.logical.Assignment;
import org.apache.spark.sql.catalyst.plans.logical.DeleteFromTable;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.MergeIntoTable;
import org.apache.spark.sql.catalyst.plans.logical.UpdateTable;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.catalyst.plans.logical.WriteDelta;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.connector.write.RowLevelOperationTable;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/**
 * Lets the conditions and values of an UPDATE or DELETE of a store use its {@link OriginColumn}s.
 * Spark looks for them among the columns that the statement writes, or does not look for them at
 * all. So the rule takes them out of the written columns and adds them to those that the statement
 * reads.
 *
 * <p>It refuses a MERGE that uses such a column of its target.
 */
public final class OriginInStatements extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!plan.containsPattern(TreePattern$.MODULE$.COMMAND())) {
      return plan;
    }
    if (plan instanceof UpdateTable update && usesOrigin(update.table(), update)) {
      return written(
          update,
          RewriteUpdateTable$.MODULE$.apply(
              ResolveRowLevelCommandAssignments$.MODULE$.apply(withoutOrigin(update))));
    }
    if (plan instanceof DeleteFromTable delete && usesOrigin(delete.table(), delete)) {
      return written(
          delete,
          RewriteDeleteFromTable$.MODULE$.apply(
              new DeleteFromTable(withoutOrigin(delete.table()), delete.condition())));
    }
    if (plan instanceof MergeIntoTable merge && usesOrigin(merge.targetTable(), merge)) {
      throw refused(store(merge.targetTable()).name());
    }
    if (plan instanceof WriteDelta delta) {
      return reading(delta);
    }
    Optional<V2WriteCommand> append = Appends.of(plan);
    if (append.isPresent()
        && append.get().table() instanceof DataSourceV2Relation relation
        && relation.table() instanceof StoreTable table
        && table.insertsOnly()
        && (!missing(append.get().query()).isEmpty()
            || append.get().query().exists(OriginInStatements::comparesWithOrigin))) {
      throw refused(relation.name());
    }
    return plan.mapChildren(this::apply);
  }

  /** Whether this is the join by which a MERGE that only inserts finds the rows that are there. */
  private static boolean comparesWithOrigin(LogicalPlan plan) {
    return plan instanceof Join join
        && join.joinType() instanceof LeftAnti$
        && join.right() instanceof DataSourceV2Relation target
        && Seqs.<Attribute>list(target.output()).stream().anyMatch(OriginInStatements::isOrigin);
  }

  private static UnsupportedOperationException refused(String table) {
    return new UnsupportedOperationException(
        ("a MERGE cannot use the columns _file and _version of its target %s: select them in its"
                + " source, or use UPDATE or DELETE")
            .formatted(table));
  }

  /** The statement as Spark writes it, if Spark could; otherwise as it was. */
  private static LogicalPlan written(LogicalPlan statement, LogicalPlan rewritten) {
    return rewritten instanceof WriteDelta delta ? reading(delta) : statement;
  }

  private static UpdateTable withoutOrigin(UpdateTable update) {
    List<Assignment> assignments =
        Seqs.<Assignment>list(update.assignments()).stream()
            .filter(one -> !isOfOrigin(one, update))
            .toList();
    return new UpdateTable(withoutOrigin(update.table()), Seqs.of(assignments), update.condition());
  }

  /**
   * Whether an assignment is one that Spark added to keep such a column as it is.
   *
   * @throws UnsupportedOperationException if the user gives such a column another value
   */
  private static boolean isOfOrigin(Assignment assignment, UpdateTable update) {
    if (!(assignment.key() instanceof Attribute column) || !isOrigin(column)) {
      return false;
    }
    if (!assignment.value().semanticEquals(column)) {
      throw new UnsupportedOperationException(
          "an UPDATE cannot set the column %s of %s, which says where a row comes from: leave it out"
              .formatted(column.name(), store(update.table()).name()));
    }
    return true;
  }

  /** The table of a statement without the columns that Spark may have added to it. */
  private static LogicalPlan withoutOrigin(LogicalPlan table) {
    if (!(table instanceof DataSourceV2Relation relation)) {
      return table.mapChildren(OriginInStatements::withoutOrigin);
    }
    List<Attribute> output = Seqs.list(relation.output());
    List<Attribute> stored = output.stream().filter(column -> !isOrigin(column)).toList();
    return stored.size() == output.size() ? relation : Relations.withOutput(relation, stored);
  }

  /** Whether a resolved statement on a store's table uses the origin of the table's rows. */
  private static boolean usesOrigin(LogicalPlan table, LogicalPlan statement) {
    if (!(relation(table) instanceof DataSourceV2Relation relation)
        || !(relation.table() instanceof StoreTable)
        || !statement.resolved()) {
      return false;
    }
    List<ExprId> others = new ArrayList<>();
    for (LogicalPlan child : Seqs.<LogicalPlan>list(statement.children())) {
      if (child != table) {
        Stream.concat(
                Seqs.<Attribute>list(child.output()).stream(),
                Seqs.<Attribute>list(child.metadataOutput()).stream())
            .forEach(column -> others.add(column.exprId()));
      }
    }
    return Seqs.<Expression>list(statement.expressions()).stream()
        .flatMap(e -> Seqs.<Attribute>list(e.references().toSeq()).stream())
        .anyMatch(column -> isOrigin(column) && !others.contains(column.exprId()));
  }

  private static LogicalPlan relation(LogicalPlan table) {
    List<LogicalPlan> children = Seqs.list(table.children());
    return children.size() == 1 ? relation(children.get(0)) : table;
  }

  private static DataSourceV2Relation store(LogicalPlan table) {
    return (DataSourceV2Relation) relation(table);
  }

  private static boolean isOrigin(Attribute column) {
    return MetadataAttribute.isValid(column.metadata())
        && OriginColumn.named(column.name()).isPresent();
  }

  /** The statement, reading the columns that its plan uses and does not have. */
  private static LogicalPlan reading(WriteDelta delta) {
    if (!(delta.table() instanceof DataSourceV2Relation target) || !isStatement(target)) {
      return delta;
    }
    Map<ExprId, Attribute> missing = missing(delta.query());
    if (missing.isEmpty()) {
      return delta;
    }
    if (((RowLevelOperationTable) target.table()).operation().command() == Command.MERGE) {
      throw refused(target.name());
    }
    return (LogicalPlan) delta.withNewQuery(reading(delta.query(), List.copyOf(missing.values())));
  }

  private static LogicalPlan reading(LogicalPlan plan, List<Attribute> more) {
    if (plan instanceof DataSourceV2Relation relation && isStatement(relation)) {
      List<Attribute> output = Seqs.list(relation.output());
      return Relations.withOutput(relation, Seqs.concat(output, more));
    }
    return plan.mapChildren(child -> reading(child, more));
  }

  private static boolean isStatement(DataSourceV2Relation relation) {
    return relation.table() instanceof RowLevelOperationTable statement
        && (Table) statement.table() instanceof StoreTable;
  }

  /** The origin columns that operators use and no table below has to offer. */
  private static Map<ExprId, Attribute> missing(LogicalPlan query) {
    Map<ExprId, Attribute> missing = new LinkedHashMap<>();
    collectMissing(query, missing);
    offered(query).forEach(missing::remove);
    return missing;
  }

  private static void collectMissing(LogicalPlan plan, Map<ExprId, Attribute> missing) {
    for (Attribute column : Seqs.<Attribute>list(plan.missingInput().toSeq())) {
      if (isOrigin(column)) {
        missing.putIfAbsent(column.exprId(), column);
      }
    }
    for (LogicalPlan child : Seqs.<LogicalPlan>list(plan.children())) {
      collectMissing(child, missing);
    }
  }

  /** The hidden columns that Spark itself will add to the tables of a plan, where they are used. */
  private static List<ExprId> offered(LogicalPlan query) {
    return Seqs.<LogicalPlan>list(query.collectLeaves()).stream()
        .flatMap(leaf -> Seqs.<Attribute>list(leaf.metadataOutput()).stream())
        .map(Attribute::exprId)
        .toList();
  }
}
