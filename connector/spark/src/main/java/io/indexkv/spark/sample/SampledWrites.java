/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KeySampling;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.V2WriteCommand;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;
import org.apache.spark.sql.internal.SQLConf;
import scala.Option;
import scala.collection.immutable.Seq;

/**
 * Has a write to a store find the key ranges of its tasks by a query that reads the key columns
 * only. Spark would read all columns, and then all of them again to shuffle the rows.
 *
 * <p>It does so where the rows come from files, through nothing but projections and filters. A
 * query with a shuffle keeps its files, and Spark takes its samples from them.
 *
 * <p>It is a strategy, because Spark adds the shuffle of a write after the rules of extensions.
 */
public final class SampledWrites extends SparkStrategy {
  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (plan instanceof V2WriteCommand command
        && command.table() instanceof DataSourceV2Relation target
        && target.table() instanceof StoreTable
        && KeySampling.in(SQLConf.get())) {
      LogicalPlan sampled = sampled(command.query());
      if (sampled != command.query()) {
        return Seqs.of(List.of(planLater((LogicalPlan) command.withNewQuery(sampled))));
      }
    }
    return Seqs.of(List.of());
  }

  private static LogicalPlan sampled(LogicalPlan query) {
    if (query instanceof Sort sort && !sort.global()) {
      LogicalPlan child = sampled(sort.child());
      return child == sort.child()
          ? sort
          : (LogicalPlan) sort.withNewChildren(Seqs.of(List.of(child)));
    }
    if (!(query instanceof RepartitionByExpression shuffle) || shuffle.numPartitions() < 2) {
      return query;
    }
    List<Expression> order = Seqs.list(shuffle.partitionExpressions());
    if (!order.stream().allMatch(e -> e instanceof SortOrder)) {
      return query;
    }
    List<Expression> keys = order.stream().map(e -> ((SortOrder) e).child()).toList();
    if (!KeyOfRow.isKey(keys) || !readsFewerColumns(keys, shuffle.child())) {
      return query;
    }
    int ranges = shuffle.numPartitions();
    Expression bounds = subquery(keys, shuffle.child(), ranges);
    return CaseClass.copied(
        RepartitionByExpression.class,
        shuffle,
        Map.of(
            "partitionExpressions", Seqs.of(List.of(new KeyRange(Seqs.of(keys), bounds, ranges)))));
  }

  private static Expression subquery(List<Expression> keys, LogicalPlan query, int ranges) {
    LogicalPlan columns =
        new Project(Seqs.of(Seqs.<NamedExpression>list(Seqs.references(keys).toSeq())), query);
    NamedExpression bounds =
        new Alias(
            new KeySample(Seqs.of(keys), ranges).toAggregateExpression(),
            "bounds",
            NamedExpression.newExprId(),
            Seqs.of(List.of()),
            Option.empty(),
            Seqs.of(List.of()));
    LogicalPlan sample =
        CaseClass.of(
            Aggregate.class,
            Map.of(
                "groupingExpressions", Seqs.of(List.of()),
                "aggregateExpressions", Seqs.of(List.of(bounds)),
                "child", columns));
    return CaseClass.of(ScalarSubquery.class, Map.of("plan", sample));
  }

  /** True if a query reads files, and fewer of their columns if only the keys are asked for. */
  private static boolean readsFewerColumns(List<Expression> keys, LogicalPlan query) {
    AttributeSet all = Seqs.references(Seqs.<Expression>list(query.output()));
    return columns(query, Seqs.references(keys)) < columns(query, all);
  }

  /**
   * The number of columns that a query reads from files for some of its output. 0 if it reads
   * something else, or does more than project and filter.
   */
  private static int columns(LogicalPlan query, AttributeSet output) {
    if (query instanceof Project project) {
      List<Expression> used =
          Seqs.<NamedExpression>list(project.projectList()).stream()
              .filter(e -> output.contains(e))
              .map(e -> (Expression) e)
              .toList();
      return columns(project.child(), Seqs.references(used));
    }
    if (query instanceof Filter filter) {
      return columns(filter.child(), output.$plus$plus(filter.condition().references()));
    }
    return query instanceof LogicalRelation relation
            && relation.relation() instanceof HadoopFsRelation
            && !query.isStreaming()
        ? output.size()
        : 0;
  }
}
