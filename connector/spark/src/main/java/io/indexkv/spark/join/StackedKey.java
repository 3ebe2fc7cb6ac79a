/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * The key of a lookup join above another, as in a star join, where that key is a column of the
 * batches that the lowest one takes: then the lowest one looks it up too, for the whole batch.
 *
 * <p>Only columns: an expression might fail on rows that the joins between would have dropped.
 *
 * @param lowest the lookup join that takes column batches
 * @param column number of its child's column
 */
record StackedKey(LookupJoinExec lowest, int column) {

  static Optional<StackedKey> of(LookupJoinExec join) {
    Expression key = join.parts().probeKey();
    SparkPlan plan = join.child();
    while (key instanceof Attribute attribute) {
      if (plan instanceof ProjectExec project) {
        key = definition(project, attribute.exprId());
        plan = project.child();
      } else if (plan instanceof FilterExec filter) {
        plan = filter.child();
      } else if (plan instanceof LookupJoinExec below && below.overColumns()) {
        return ofLowest(below, attribute);
      } else if (plan instanceof LookupJoinExec below && of(below).isPresent()) {
        plan = below.child();
      } else {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The lookup joins above LOWEST, in the same generated code, whose keys it can look up. */
  static List<LookupJoinExec> above(LookupJoinExec lowest) {
    List<LookupJoinExec> out = new ArrayList<>();
    CodegenSupport above = lowest.parent();
    while (above instanceof LookupJoinExec
        || above instanceof ProjectExec
        || above instanceof FilterExec) {
      if (above instanceof LookupJoinExec join
          && of(join).filter(key -> key.lowest() == lowest).isPresent()) {
        out.add(join);
      }
      above = above.parent();
    }
    return out;
  }

  /** What the projection calls so, or null if that is no column. */
  private static Expression definition(ProjectExec project, ExprId id) {
    for (NamedExpression e : Seqs.<NamedExpression>list(project.projectList())) {
      if (e.exprId().equals(id)) {
        return Expressions.withoutWidening(Expressions.unaliased(e));
      }
    }
    return null;
  }

  private static Optional<StackedKey> ofLowest(LookupJoinExec lowest, Attribute key) {
    if (lowest.probeColumns().stream().noneMatch(c -> c.exprId().equals(key.exprId()))) {
      return Optional.empty();
    }
    Expression e =
        Expressions.withoutWidening(Expressions.substitute(key, lowest.parts().probeDefinitions()));
    return Expressions.bind(e, Seqs.list(lowest.child().output())) instanceof BoundReference column
        ? Optional.of(new StackedKey(lowest, column.ordinal()))
        : Optional.empty();
  }
}
