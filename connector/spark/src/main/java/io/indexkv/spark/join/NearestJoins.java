/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.FallbackLog;
import io.indexkv.spark.planning.NearestMatch;
import io.indexkv.spark.planning.NoLookupJoin;
import io.indexkv.spark.planning.OrderedMatch;
import io.indexkv.spark.snapshot.PinnedStore;
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
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.catalyst.trees.TreePattern$;
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
  private final FallbackLog fallbacks = new FallbackLog();
  private final NearestMatch nearest = new NearestMatch(fallbacks);

  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    return mayApply(plan) && JoinMode.orders(SQLConf.get())
        ? replaced(plan, plan.outputSet(), uses(plan))
        : plan;
  }

  private static boolean mayApply(LogicalPlan plan) {
    return plan.containsPattern(TreePattern$.MODULE$.LATERAL_JOIN())
        || plan.containsPattern(TreePattern$.MODULE$.AS_OF_JOIN())
        || plan.containsPattern(TreePattern$.MODULE$.SCALAR_SUBQUERY());
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

  /**
   * The plan with lookups.
   *
   * @param read the columns of the plan that something reads
   */
  private LogicalPlan replaced(LogicalPlan plan, AttributeSet read, Map<Object, Integer> uses) {
    if (!mayApply(plan)
        || plan instanceof CTERelationDef def && uses.getOrDefault(def.id(), 0) > 1) {
      return plan;
    }
    LogicalPlan below =
        plan.mapChildren(
            child ->
                replaced(
                    child, plan instanceof Project ? plan.references() : child.outputSet(), uses));
    if (below instanceof LateralJoin join) {
      return nearest.of(join).flatMap(this::lookup).orElse(below);
    }
    if (below instanceof AsOfJoin join) {
      return nearest.of(join, read).flatMap(this::lookup).orElse(below);
    }
    return below instanceof Project project ? withoutSubqueries(project) : below;
  }

  /** The lookups in place of a join; empty if they would need slices of the store. */
  private Optional<LogicalPlan> lookup(OrderedMatch match) {
    PinnedStore store = match.join().branch().store();
    try {
      OrderedChoice.checkSlices(store);
    } catch (NoLookupJoin refusal) {
      fallbacks.say(store, refusal.getMessage());
      return Optional.empty();
    }
    return Optional.of(OrderedLookup.of(LookupJoinParts.of(match), match.join().probe()));
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
      Optional<LogicalPlan> lookup = nearest.of(child, subquery.plan()).flatMap(this::lookup);
      if (lookup.isPresent()) {
        child = lookup.get();
        List<Attribute> output = Seqs.list(child.output());
        found.put(subquery, output.get(output.size() - 1));
      }
    }
    if (found.isEmpty()) {
      return project;
    }
    List<NamedExpression> list = new ArrayList<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(project.projectList())) {
      list.add(
          (NamedExpression)
              Expressions.replaced(
                  (Expression) e, part -> found.containsKey(part) ? found.get(part) : part));
    }
    return new Project(Seqs.of(list), child);
  }
}
