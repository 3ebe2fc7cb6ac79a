/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.execution.CodegenSupport;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * The key of a lookup join above another, as in a star join, where that key is made of columns of
 * the batches that the lowest one takes: then the lowest one looks it up too, for the whole batch.
 *
 * <p>Only columns: an expression might fail on rows that the joins between would have dropped.
 *
 * @param lowest the lookup join that takes column batches
 * @param columns numbers of its child's columns, in key order
 */
record StackedKey(LookupJoinExec lowest, List<Integer> columns) {

  static Optional<StackedKey> of(LookupJoinExec join) {
    if (join.parts().slicing().isPartitioned()) {
      return Optional.empty();
    }
    List<StackedKey> keys = new ArrayList<>();
    for (Expression key : Seqs.<Expression>list(join.parts().probeKeys())) {
      Optional<StackedKey> of = of(join.child(), key);
      if (of.isEmpty()) {
        return Optional.empty();
      }
      keys.add(of.get());
    }
    // each was traced down the same plan, so all have come to the same join
    List<Integer> columns = keys.stream().map(key -> key.columns.get(0)).toList();
    return Optional.of(new StackedKey(keys.get(0).lowest, columns));
  }

  /** One column of a key over PLAN. */
  private static Optional<StackedKey> of(SparkPlan child, Expression probeKey) {
    Expression key = probeKey;
    SparkPlan plan = child;
    while (key instanceof Attribute attribute) {
      if (plan instanceof ProjectExec project) {
        Map<ExprId, Expression> made = Expressions.definitions(Seqs.list(project.projectList()));
        key = Expressions.withoutWidening(made.get(attribute.exprId()));
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

  private static Optional<StackedKey> ofLowest(LookupJoinExec lowest, Attribute key) {
    if (lowest.probeColumns().stream().noneMatch(c -> c.exprId().equals(key.exprId()))) {
      return Optional.empty();
    }
    Expression e =
        Expressions.withoutWidening(Expressions.substitute(key, lowest.parts().probeDefinitions()));
    return Expressions.bind(e, Seqs.list(lowest.child().output())) instanceof BoundReference column
        ? Optional.of(new StackedKey(lowest, List.of(column.ordinal())))
        : Optional.empty();
  }
}
