/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.StoreBranch;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.analysis.MultiInstanceRelation;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression$;
import org.apache.spark.sql.catalyst.planning.PhysicalOperation$;
import org.apache.spark.sql.catalyst.plans.Inner$;
import org.apache.spark.sql.catalyst.plans.LeftSemi$;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.JoinHint$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2Relation;

/**
 * A filtered store in inner joins, as a filter for rows of other tables: only rows with a key of
 * the filtered store can be in the result.
 *
 * @param relation the store
 * @param filters over {@code relation}
 * @param key the store's key columns
 * @param equal for each key column, the attributes that must equal it, including itself
 */
record KeyFilter(
    LogicalPlan relation,
    List<Expression> filters,
    List<Attribute> key,
    List<List<Attribute>> equal) {

  /** The filters of a cluster: one for each store whose own filter may be evaluated twice. */
  static List<KeyFilter> of(JoinCluster cluster) {
    List<KeyFilter> out = new ArrayList<>();
    for (JoinItem item : cluster.items()) {
      if (!item.key().isEmpty() && item.filtered()) {
        of(item, cluster).ifPresent(out::add);
      }
    }
    return out;
  }

  private static Optional<KeyFilter> of(JoinItem item, JoinCluster cluster) {
    var operation = PhysicalOperation$.MODULE$.unapply(item.plan());
    if (operation.isEmpty()) {
      return Optional.empty();
    }
    List<Expression> filters = Seqs.list(operation.get()._2());
    if (filters.stream().anyMatch(SubqueryExpression$.MODULE$::hasSubquery)) {
      return Optional.empty();
    }
    List<NamedExpression> project = Seqs.list(operation.get()._1());
    return Expressions.columns(item.key(), project)
        .map(
            key ->
                new KeyFilter(
                    operation.get()._3(),
                    filters,
                    key,
                    item.key().stream().map(a -> equalTo(a, cluster)).toList()));
  }

  /**
   * The attributes that the conditions make equal to {@code attribute}, directly or through others.
   */
  private static List<Attribute> equalTo(Attribute attribute, JoinCluster cluster) {
    List<Attribute> out = new ArrayList<>(List.of(attribute));
    for (int i = 0; i < out.size(); i++) {
      Attribute one = out.get(i);
      for (Expression condition : cluster.conditions()) {
        if (condition instanceof EqualTo equal
            && equal.left() instanceof Attribute left
            && equal.right() instanceof Attribute right
            && (left.semanticEquals(one) || right.semanticEquals(one))) {
          Attribute other = left.semanticEquals(one) ? right : left;
          if (other.dataType().equals(attribute.dataType())
              && out.stream().noneMatch(other::semanticEquals)) {
            out.add(other);
          }
        }
      }
    }
    return out;
  }

  /** The columns of a plan's output that must equal the key; empty if one is missing. */
  Optional<List<Attribute>> keyIn(LogicalPlan plan) {
    AttributeSet output = plan.outputSet();
    List<Attribute> out = new ArrayList<>();
    for (List<Attribute> one : equal) {
      one.stream().filter(output::contains).findFirst().ifPresent(out::add);
    }
    return out.size() == key.size() ? Optional.of(out) : Optional.empty();
  }

  /**
   * The rows of {@code plan} whose columns {@code of} equal a key. If the plan has inner joins, the
   * filter goes to the table that these columns come from. If that table is a store, which might be
   * looked up itself, the filter stays on top.
   */
  LogicalPlan apply(LogicalPlan plan, List<Attribute> of) {
    return inside(plan, of).orElseGet(() -> semiJoin(plan, of));
  }

  private Optional<LogicalPlan> inside(LogicalPlan plan, List<Attribute> of) {
    LogicalPlan leaf = StoreBranch.leaf(plan);
    if (!(leaf instanceof Join join)) {
      return isStore(leaf) ? Optional.empty() : Optional.of(semiJoin(plan, of));
    }
    if (plan instanceof Project project) {
      return Expressions.columns(of, Seqs.list(project.projectList()))
          .flatMap(columns -> inside(project.child(), columns))
          .map(child -> new Project(project.projectList(), child));
    }
    if (plan instanceof Filter filter) {
      return filter.condition().deterministic()
          ? inside(filter.child(), of).map(child -> new Filter(filter.condition(), child))
          : Optional.empty();
    }
    if (join.joinType() != Inner$.MODULE$
        || join.condition().exists(condition -> !condition.deterministic())) {
      return Optional.empty();
    }
    if (of.stream().allMatch(join.left().outputSet()::contains)) {
      return inside(join.left(), of).map(left -> joined(join, left, join.right()));
    }
    return of.stream().allMatch(join.right().outputSet()::contains)
        ? inside(join.right(), of).map(right -> joined(join, join.left(), right))
        : Optional.empty();
  }

  private static LogicalPlan joined(Join join, LogicalPlan left, LogicalPlan right) {
    return new Join(left, right, join.joinType(), join.condition(), join.hint());
  }

  private static boolean isStore(LogicalPlan leaf) {
    return StoreBranch.scanned(leaf).isPresent()
        || leaf instanceof DataSourceV2Relation relation && relation.table() instanceof StoreTable;
  }

  private LogicalPlan semiJoin(LogicalPlan plan, List<Attribute> of) {
    LogicalPlan another = ((MultiInstanceRelation) relation).newInstance();
    Map<ExprId, Expression> columns = new HashMap<>();
    List<Attribute> before = Seqs.list(relation.output());
    for (int i = 0; i < before.size(); i++) {
      columns.put(before.get(i).exprId(), another.output().apply(i));
    }
    LogicalPlan filtered =
        filters.stream()
            .map(filter -> Expressions.substitute(filter, columns))
            .reduce(And::new)
            .<LogicalPlan>map(filter -> new Filter(filter, another))
            .orElse(another);
    List<NamedExpression> keys = new ArrayList<>();
    Expression condition = null;
    for (int i = 0; i < key.size(); i++) {
      Expression column = columns.get(key.get(i).exprId());
      keys.add((NamedExpression) column);
      Expression equal = new EqualTo(of.get(i), column);
      condition = condition == null ? equal : new And(condition, equal);
    }
    return new Join(
        plan,
        new Project(Seqs.of(keys), filtered),
        LeftSemi$.MODULE$,
        scala.Option.apply(condition),
        JoinHint$.MODULE$.NONE());
  }
}
