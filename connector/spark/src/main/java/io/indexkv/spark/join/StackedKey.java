/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * The key of a lookup join above another, as in a star join or a snowflake. It consists of columns
 * of the lowest join's batches, or of columns from the stores of joins between. So the lowest join
 * can look it up with each of its batches, too.
 *
 * <p>Expressions are not allowed: they might fail on rows that the joins between would have
 * dropped.
 *
 * @param lowest the lookup join that takes column batches
 */
record StackedKey(LookupJoinExec lowest, List<Column> columns) {
  /**
   * A column of the key.
   *
   * @param join the join whose store has the column; null if the child of the lowest join has it
   */
  record Column(LookupJoinExec join, Attribute attribute) {}

  static Optional<StackedKey> of(LookupJoinExec join) {
    Optional<LookupJoinExec> lowest =
        join.parts().slicing().isPartitioned() || !join.parts().access().isKey()
            ? Optional.empty()
            : lowest(join.child());
    List<Column> columns = new ArrayList<>();
    if (lowest.isPresent()) {
      for (Expression key : Seqs.<Expression>list(join.parts().probeKeys())) {
        column(join.child(), key).ifPresent(columns::add);
      }
    }
    return lowest
        .filter(l -> columns.size() == join.parts().probeKeys().size())
        .map(l -> new StackedKey(l, columns));
  }

  /**
   * The lookup joins above {@code lowest}, in the same generated code, whose keys it can look up.
   */
  static List<LookupJoinExec> above(LookupJoinExec lowest) {
    List<LookupJoinExec> out = new ArrayList<>();
    CodegenSupport above = lowest.parent();
    while (above instanceof LookupJoinExec
        || above instanceof ProjectExec
        || above instanceof FilterExec) {
      if (above instanceof LookupJoinExec join
          && join.stackedKey().filter(key -> key.lowest() == lowest).isPresent()) {
        out.add(join);
      }
      above = above.parent();
    }
    return out;
  }

  /**
   * The lookup join over columns below {@code plan}, if every lookup join between can be stacked.
   */
  private static Optional<LookupJoinExec> lowest(SparkPlan plan) {
    if (plan instanceof ProjectExec || plan instanceof FilterExec) {
      return lowest(plan.children().head());
    }
    if (!(plan instanceof LookupJoinExec join)) {
      return Optional.empty();
    }
    return join.overColumns() ? Optional.of(join) : join.stackedKey().map(StackedKey::lowest);
  }

  /** The source of an expression over a plan that has a {@link #lowest} join. */
  private static Optional<Column> column(SparkPlan plan, Expression expression) {
    if (!(Expressions.withoutWidening(expression) instanceof Attribute attribute)) {
      return Optional.empty();
    }
    if (plan instanceof ProjectExec project) {
      Expression made =
          Expressions.definitions(Seqs.list(project.projectList())).get(attribute.exprId());
      return column(project.child(), made);
    }
    if (!(plan instanceof LookupJoinExec join)) {
      return column(plan.children().head(), attribute);
    }
    LookupJoinParts parts = join.parts();
    Expression stored =
        Expressions.definitions(Seqs.list(parts.storeProject())).get(attribute.exprId());
    if (stored != null) {
      // for a row that is found but fails a condition, an outer join returns nulls
      return parts.kind() == JoinKind.INNER || parts.otherConditions().isEmpty()
          ? ofAttribute(join, stored)
          : Optional.empty();
    }
    if (parts.existence().filter(attribute::semanticEquals).isPresent()) {
      return Optional.empty();
    }
    return join.overColumns()
        ? ofAttribute(null, Expressions.substitute(attribute, parts.probeDefinitions()))
        : column(join.child(), attribute);
  }

  private static Optional<Column> ofAttribute(LookupJoinExec join, Expression e) {
    return Expressions.withoutWidening(e) instanceof Attribute attribute
        ? Optional.of(new Column(join, attribute))
        : Optional.empty();
  }
}
