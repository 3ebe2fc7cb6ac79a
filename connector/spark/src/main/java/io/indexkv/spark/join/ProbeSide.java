/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.CollapseProject$;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.FilterExec;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;

/**
 * A probe side that consists of filters and projections over columns.
 *
 * @param columnar the plan that produces the columns
 * @param filters over the columns of {@code columnar}, to be done in this order
 * @param project the probe side's output, over the columns of {@code columnar}
 */
record ProbeSide(SparkPlan columnar, List<Expression> filters, List<NamedExpression> project) {

  /**
   * The probe side of a join, before or after Spark has put transitions to rows into the plan.
   * Empty if it has no columns.
   */
  static Optional<ProbeSide> of(SparkPlan plan) {
    SparkPlan columnar = plan instanceof ColumnarToRowExec toRow ? toRow.child() : plan;
    if (columnar.supportsColumnar()) {
      List<NamedExpression> all = new ArrayList<>(Seqs.<Attribute>list(columnar.output()));
      return Optional.of(new ProbeSide(columnar, List.of(), all));
    }
    if (plan instanceof FilterExec filter && filter.condition().deterministic()) {
      return of(filter.child()).flatMap(side -> side.filtered(filter.condition()));
    }
    if (plan instanceof ProjectExec project && deterministic(project)) {
      return of(project.child()).flatMap(side -> side.projected(Seqs.list(project.projectList())));
    }
    return Optional.empty();
  }

  private static boolean deterministic(ProjectExec project) {
    return Seqs.<NamedExpression>list(project.projectList()).stream()
        .allMatch(e -> ((Expression) e).deterministic());
  }

  private Optional<ProbeSide> filtered(Expression condition) {
    if (!canMerge(List.of(condition))) {
      return Optional.empty();
    }
    Map<ExprId, Expression> definitions = definitions();
    List<Expression> all = new ArrayList<>(filters);
    for (Expression term : Expressions.nullChecksFirst(Expressions.conjuncts(condition))) {
      all.add(Expressions.substitute(term, definitions));
    }
    return Optional.of(new ProbeSide(columnar, all, project));
  }

  private Optional<ProbeSide> projected(List<NamedExpression> above) {
    if (!canMerge(above)) {
      return Optional.empty();
    }
    Map<ExprId, NamedExpression> below = new HashMap<>();
    project.forEach(e -> below.put(e.exprId(), e));
    Map<ExprId, Expression> definitions = definitions();
    List<NamedExpression> out = new ArrayList<>();
    for (NamedExpression e : above) {
      if (e instanceof Alias alias) {
        Expression child = Expressions.substitute(alias.child(), definitions);
        out.add((NamedExpression) alias.withNewChildren(Seqs.<Expression>of(List.of(child))));
      } else {
        out.add(below.get(e.exprId()));
      }
    }
    return Optional.of(new ProbeSide(columnar, filters, out));
  }

  /** False if merging with the projection would compute a part of it more than once. */
  private boolean canMerge(List<?> above) {
    List<Expression> expressions = above.stream().map(Expression.class::cast).toList();
    return CollapseProject$.MODULE$.canCollapseExpressions(
        Seqs.of(expressions), Seqs.of(project), false);
  }

  /** For each attribute of the output, its expression over the columns. */
  Map<ExprId, Expression> definitions() {
    return Expressions.definitions(project);
  }

  /** True if the output is the unchanged columns. */
  boolean plain() {
    return project.equals(Seqs.<Attribute>list(columnar.output()));
  }
}
