/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.streaming.WriteToStream;
import org.apache.spark.sql.streaming.OutputMode;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Refuses, when it is started, a stream that cannot write into its store. The stream may lack a
 * column of the key. Or it is in update mode, and its rows are groups by more than the key: a row
 * would replace those of other groups. The writer checks everything else at each micro-batch.
 */
public final class StreamsIntoStores extends AbstractFunction1<LogicalPlan, BoxedUnit> {
  @Override
  public BoxedUnit apply(LogicalPlan plan) {
    if (plan instanceof WriteToStream stream && stream.sink() instanceof StoreTable store) {
      check(stream, store);
    }
    return BoxedUnit.UNIT;
  }

  private static void check(WriteToStream stream, StoreTable store) {
    if (store.repeatsKeys() && !stream.outputMode().equals(OutputMode.Complete())) {
      throw new IllegalArgumentException(
          ("the store %s keeps rows of equal keys (duplicates=keep): only a stream in complete mode"
                  + " can write to it, because in other modes rows replace those of the same key")
              .formatted(stream.sink().name()));
    }
    List<Attribute> columns = Seqs.list(stream.inputQuery().output());
    List<NamedExpression> key = new ArrayList<>();
    for (String name : store.declaredKey()) {
      key.add(
          columns.stream()
              .filter(column -> ColumnNames.same(column.name(), name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the key of the store %s is %s, but the stream has no column %s: its columns are %s"
                              .formatted(
                                  stream.sink().name(),
                                  store.declaredKey(),
                                  name,
                                  columns.stream().map(Attribute::name).toList()))));
    }
    if (!key.isEmpty() && stream.outputMode().equals(OutputMode.Update())) {
      otherGroups(stream.inputQuery(), key)
          .ifPresent(
              other -> {
                throw new IllegalArgumentException(
                    ("the stream has a row for each group of %s, but the key of the store %s is %s:"
                            + " in update mode, rows of several groups would replace each other."
                            + " Group by columns of the key only")
                        .formatted(other, stream.sink().name(), store.declaredKey()));
              });
    }
  }

  /**
   * The grouping expressions of a plan, if some of them are not among the key columns. Empty also
   * if the plan has another form, or computes the key from groups.
   */
  private static Optional<List<String>> otherGroups(
      LogicalPlan plan, List<? extends NamedExpression> key) {
    if (plan instanceof Filter || plan instanceof SubqueryAlias) {
      return otherGroups(Seqs.<LogicalPlan>list(plan.children()).get(0), key);
    }
    if (plan instanceof Project project) {
      List<Attribute> below = new ArrayList<>();
      for (Expression column : sources(Seqs.list(project.projectList()), key)) {
        if (!(column instanceof Attribute attribute)) {
          return Optional.empty();
        }
        below.add(attribute);
      }
      return otherGroups(project.child(), below);
    }
    if (plan instanceof Aggregate groups) {
      List<Expression> columns = sources(Seqs.list(groups.aggregateExpressions()), key);
      List<Expression> by = Seqs.list(groups.groupingExpressions());
      boolean fit =
          by.stream().allMatch(one -> columns.stream().anyMatch(c -> c.semanticEquals(one)));
      boolean computed = columns.stream().anyMatch(column -> !(column instanceof Attribute));
      return fit || computed
          ? Optional.empty()
          : Optional.of(by.stream().map(Expression::sql).toList());
    }
    return Optional.empty();
  }

  /** What the columns are in a list of expressions. */
  private static List<Expression> sources(
      List<NamedExpression> expressions, List<? extends NamedExpression> columns) {
    List<Expression> sources = new ArrayList<>();
    for (NamedExpression column : columns) {
      for (NamedExpression expression : expressions) {
        if (expression.exprId().equals(column.exprId())) {
          sources.add(expression instanceof Alias alias ? alias.child() : (Expression) expression);
        }
      }
    }
    return sources;
  }
}
