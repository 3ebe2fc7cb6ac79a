/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.FallbackLog;
import io.indexkv.spark.planning.NearestMatch;
import io.indexkv.spark.planning.OrderedMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.plans.logical.AsOfJoin;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.internal.SQLConf;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Replaces joins of each row with the nearest entry of a store. It runs on the analysed plan,
 * because Spark's optimizer makes such joins into joins with groups or windows.
 *
 * <p>It leaves the insides of subqueries in expressions alone, and CTEs that a query uses more than
 * once. Spark copies them with new columns, which only its own operators can have.
 */
final class NearestJoins extends Rule<LogicalPlan> {
  private final NearestMatch nearest = new NearestMatch(new FallbackLog());

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return JoinMode.orders(SQLConf.get()) ? replaced(plan, uses(plan)) : plan;
  }

  /** How often a plan uses each of its CTEs. */
  private static Map<Object, Integer> uses(LogicalPlan plan) {
    Map<Object, Integer> uses = new HashMap<>();
    plan.collectWithSubqueries(
        new AbstractPartialFunction<LogicalPlan, Object>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return node instanceof CTERelationRef;
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends LogicalPlan, B> B applyOrElse(A node, Function1<A, B> otherwise) {
            if (!(node instanceof CTERelationRef use)) {
              return otherwise.apply(node);
            }
            uses.merge(use.cteId(), 1, Integer::sum);
            return (B) use;
          }
        });
    return uses;
  }

  private LogicalPlan replaced(LogicalPlan plan, Map<Object, Integer> uses) {
    if (plan instanceof CTERelationDef def && uses.getOrDefault(def.id(), 0) > 1) {
      return plan;
    }
    LogicalPlan below = readColumns(plan).mapChildren(child -> replaced(child, uses));
    if (below instanceof LateralJoin join) {
      return nearest.of(join).map(NearestJoins::lookup).orElse(below);
    }
    if (below instanceof AsOfJoin join) {
      return nearest.of(join).map(NearestJoins::lookup).orElse(below);
    }
    return below instanceof Project project ? withoutSubqueries(project) : below;
  }

  /**
   * A projection over an as-of join whose right side returns only the columns that are read. Pandas
   * on Spark adds one that numbers the rows, which no lookup can do.
   */
  private static LogicalPlan readColumns(LogicalPlan plan) {
    if (!(plan instanceof Project project) || !(project.child() instanceof AsOfJoin join)) {
      return plan;
    }
    LogicalPlan side = join.right();
    while (side instanceof SubqueryAlias alias) {
      side = alias.child();
    }
    if (!(side instanceof Project right)) {
      return plan;
    }
    AttributeSet read = project.references().$plus$plus(join.references());
    List<NamedExpression> kept =
        Seqs.<NamedExpression>list(right.projectList()).stream().filter(read::contains).toList();
    LogicalPlan narrow = new Project(Seqs.of(kept), right.child());
    return project.withNewChildren(
        Seqs.of(List.of(join.withNewChildren(Seqs.of(List.of(join.left(), narrow))))));
  }

  private static LogicalPlan lookup(OrderedMatch match) {
    return OrderedLookup.of(LookupJoinParts.of(match), match.join().probe());
  }

  /** The projection over lookups in place of its correlated subqueries. */
  private LogicalPlan withoutSubqueries(Project project) {
    List<ScalarSubquery> subqueries = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(project.projectList())) {
      ((Expression) e)
          .foreach(
              part -> {
                if (part instanceof ScalarSubquery subquery && subquery.outerAttrs().nonEmpty()) {
                  subqueries.add(subquery);
                }
                return null;
              });
    }
    LogicalPlan child = project.child();
    Map<Expression, Attribute> found = new HashMap<>();
    for (ScalarSubquery subquery : subqueries) {
      Optional<OrderedMatch> match = nearest.of(child, subquery.plan());
      if (match.isPresent()) {
        OrderedLookup lookup = OrderedLookup.of(LookupJoinParts.of(match.get()), child);
        child = lookup;
        List<Attribute> output = Seqs.list(lookup.output());
        found.put(subquery, output.get(output.size() - 1));
      }
    }
    if (found.isEmpty()) {
      return project;
    }
    List<NamedExpression> list = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(project.projectList())) {
      list.add((NamedExpression) replaced((Expression) e, found));
    }
    return new Project(Seqs.of(list), child);
  }

  private static Expression replaced(Expression e, Map<Expression, Attribute> found) {
    return e.transform(
        new AbstractPartialFunction<Expression, Expression>() {
          @Override
          public boolean isDefinedAt(Expression x) {
            return found.containsKey(x);
          }

          @Override
          @SuppressWarnings("unchecked")
          public <A extends Expression, B> B applyOrElse(A x, Function1<A, B> otherwise) {
            return found.containsKey(x) ? (B) found.get(x) : otherwise.apply(x);
          }
        });
  }
}
