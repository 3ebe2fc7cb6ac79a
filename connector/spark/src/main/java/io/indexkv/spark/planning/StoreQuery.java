/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.StoreBacked;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.View;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/**
 * A query of a store with nothing but projections and filters, before Spark has optimized it.
 *
 * @param project the query's output, over the columns of {@code relation}
 * @param terms of its conditions, over these columns and those of the query around it
 */
record StoreQuery(
    DataSourceV2Relation relation, List<NamedExpression> project, List<Expression> terms) {

  /** The query that a plan is; empty if it is no such query. */
  static Optional<StoreQuery> of(LogicalPlan plan) {
    if (plan instanceof SubqueryAlias alias) {
      return of(alias.child());
    }
    if (plan instanceof View view) {
      return of(view.child());
    }
    if (plan instanceof Project project) {
      return of(project.child()).map(query -> query.projected(Seqs.list(project.projectList())));
    }
    if (plan instanceof Filter filter) {
      return of(filter.child()).map(query -> query.filtered(filter.condition()));
    }
    return plan instanceof DataSourceV2Relation relation && relation.table() instanceof StoreTable
        ? Optional.of(
            new StoreQuery(
                relation, new ArrayList<>(Seqs.<Attribute>list(relation.output())), List.of()))
        : Optional.empty();
  }

  /** The query with a projection on top. */
  StoreQuery projected(List<NamedExpression> above) {
    List<NamedExpression> out = new ArrayList<>();
    Map<ExprId, NamedExpression> below = new HashMap<>();
    project.forEach(e -> below.put(e.exprId(), e));
    Map<ExprId, Expression> definitions = Expressions.definitions(project);
    for (NamedExpression e : above) {
      if (e instanceof Alias alias) {
        Expression child = resolved(alias.child(), definitions);
        out.add((NamedExpression) alias.withNewChildren(Seqs.<Expression>of(List.of(child))));
      } else {
        out.add(below.getOrDefault(e.exprId(), e));
      }
    }
    return new StoreQuery(relation, out, terms);
  }

  /** The query without the columns of its output that nothing reads. */
  StoreQuery returning(AttributeSet read) {
    return new StoreQuery(relation, project.stream().filter(read::contains).toList(), terms);
  }

  /** The query with a condition on top. */
  StoreQuery filtered(Expression condition) {
    List<Expression> all = new ArrayList<>(terms);
    Map<ExprId, Expression> definitions = Expressions.definitions(project);
    Expressions.conjuncts(condition).forEach(term -> all.add(resolved(term, definitions)));
    return new StoreQuery(relation, project, all);
  }

  /**
   * An expression over the query's output, over the columns of the relation and of the query around
   * it.
   */
  Expression resolved(Expression e) {
    return resolved(e, Expressions.definitions(project));
  }

  private static Expression resolved(Expression e, Map<ExprId, Expression> definitions) {
    return Expressions.replaced(
        Expressions.substitute(e, definitions),
        x -> x instanceof OuterReference outer ? (Expression) outer.e() : x);
  }

  /** The scan of the whole store. */
  StoreBacked scan() {
    return (StoreBacked)
        ((SupportsRead) relation.table()).newScanBuilder(relation.options()).build();
  }

  /**
   * The branch of the query, without its conditions.
   *
   * @throws NoLookupJoin if the query cannot be answered by lookups
   */
  StoreBranch branch(StoreBacked scan) throws NoLookupJoin {
    Map<String, Attribute> byName = new HashMap<>();
    for (Attribute column : Seqs.<Attribute>list(relation.output())) {
      byName.put(column.name(), column);
    }
    return StoreBranch.of(scan.store(), byName, project, List.of());
  }
}
