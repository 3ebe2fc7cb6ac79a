/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.planning.KeyComparison;
import io.indexkv.spark.planning.NoLookupJoin;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WindowGroupLimit;

/**
 * Follows the keys of stores through a plan. A unique key is a set of columns of the plan's output:
 * no two rows have the same values in all of them, where two nulls count as the same. If the set is
 * empty, the plan has at most one row.
 */
final class UniqueKeys {
  /** Further unique keys of a plan are forgotten. */
  private static final int MAX_KEYS = 16;

  private UniqueKeys() {}

  /** Some unique keys of a plan; none if it may repeat rows, or if that is not known. */
  static List<Set<ExprId>> of(LogicalPlan plan) {
    if (plan instanceof Project project) {
      return projected(project);
    }
    if (plan instanceof Filter filter) {
      return filtered(filter);
    }
    if (plan instanceof Join join) {
      return joined(join);
    }
    if (plan instanceof Aggregate aggregate) {
      return grouped(aggregate);
    }
    return keepsRowsApart(plan)
        ? of(plan.children().head())
        : StoreKeys.of(plan).map(List::of).orElseGet(List::of);
  }

  /** True for operators that have the rows of their child, or some of them, each once. */
  private static boolean keepsRowsApart(LogicalPlan plan) {
    return plan instanceof Sort
        || plan instanceof GlobalLimit
        || plan instanceof LocalLimit
        || plan instanceof Offset
        || plan instanceof Window
        || plan instanceof WindowGroupLimit
        || plan instanceof Distinct
        || plan instanceof SubqueryAlias
        || plan instanceof RepartitionOperation;
  }

  private static List<Set<ExprId>> projected(Project project) {
    Map<ExprId, ExprId> names = new HashMap<>();
    for (NamedExpression e : Seqs.<NamedExpression>list(project.projectList())) {
      if (e instanceof Attribute a) {
        names.put(a.exprId(), a.exprId());
      } else if (e instanceof Alias alias && alias.child() instanceof Attribute a) {
        names.putIfAbsent(a.exprId(), alias.exprId());
      }
    }
    return of(project.child()).stream()
        .filter(key -> names.keySet().containsAll(key))
        .map(key -> key.stream().map(names::get).collect(Collectors.toSet()))
        .toList();
  }

  /** A column that the filter fixes to one value is not needed to tell rows apart. */
  private static List<Set<ExprId>> filtered(Filter filter) {
    Set<ExprId> fixed = new HashSet<>();
    for (Expression term : Expressions.conjuncts(filter.condition())) {
      sides(term).stream()
          .filter(sides -> sides.other().foldable())
          .forEach(sides -> fixed.add(sides.column()));
    }
    return of(filter.child()).stream()
        .map(key -> key.stream().filter(c -> !fixed.contains(c)).collect(Collectors.toSet()))
        .toList();
  }

  /** Groups differ in their grouping columns, so that a key that is part of them stays one. */
  private static List<Set<ExprId>> grouped(Aggregate aggregate) {
    Set<ExprId> columns = new HashSet<>();
    for (Expression e : Seqs.<Expression>list(aggregate.groupingExpressions())) {
      if (e instanceof Attribute a) {
        columns.add(a.exprId());
      }
    }
    Set<ExprId> output = new HashSet<>();
    Seqs.<Attribute>list(aggregate.output()).forEach(a -> output.add(a.exprId()));
    columns.retainAll(output);
    return of(aggregate.child()).stream().filter(columns::containsAll).toList();
  }

  private static List<Set<ExprId>> joined(Join join) {
    List<Set<ExprId>> left = of(join.left());
    Kept keptLeft = keeps(join, true);
    if (keptLeft == Kept.AT_MOST_ONCE) {
      return left;
    }
    List<Set<ExprId>> right = of(join.right());
    Kept keptRight = keeps(join, false);
    List<Set<ExprId>> keys = new ArrayList<>();
    if (keptLeft != Kept.NOT && matchesOnce(join, right, false)) {
      keys.addAll(left);
    }
    if (keptRight != Kept.NOT && matchesOnce(join, left, true)) {
      keys.addAll(right);
    }
    boolean isFull = keptLeft == Kept.NOT && keptRight == Kept.NOT;
    if (keys.isEmpty() && !isFull) {
      // no pair of rows comes twice
      for (Set<ExprId> one : left) {
        for (Set<ExprId> other : right) {
          Set<ExprId> both = new HashSet<>(one);
          both.addAll(other);
          keys.add(both);
        }
      }
    }
    return keys.size() <= MAX_KEYS ? keys : keys.subList(0, MAX_KEYS);
  }

  /** How the rows of a side come out of a join. */
  private enum Kept {
    /** Once for each match, or once. Null never stands for a row of this side. */
    FOR_EACH_MATCH,
    /** At most once, whatever the other side has. */
    AT_MOST_ONCE,
    /** As nulls, too, or in another way. */
    NOT
  }

  private static Kept keeps(Join join, boolean left) {
    try {
      return switch (JoinKind.of(
          join.joinType(), left ? BuildRight$.MODULE$ : BuildLeft$.MODULE$)) {
        case INNER, OUTER -> Kept.FOR_EACH_MATCH;
        case SEMI, ANTI, EXISTENCE -> Kept.AT_MOST_ONCE;
      };
    } catch (NoLookupJoin other) {
      return Kept.NOT;
    }
  }

  /**
   * True if at most one row of a side matches each row of the other: the condition gives all
   * columns of a unique key.
   *
   * @param keys of the side
   * @param left whether the side is the left one
   */
  static boolean matchesOnce(Join join, List<Set<ExprId>> keys, boolean left) {
    LogicalPlan other = left ? join.right() : join.left();
    Set<ExprId> given = new HashSet<>();
    if (join.condition().isDefined()) {
      for (Expression term : Expressions.conjuncts(join.condition().get())) {
        sides(term).stream()
            .filter(
                sides ->
                    sides.other().foldable()
                        || sides.other().deterministic()
                            && !sides.other().references().isEmpty()
                            && sides.other().references().subsetOf(other.outputSet()))
            .forEach(sides -> given.add(sides.column()));
      }
    }
    return keys.stream().anyMatch(given::containsAll);
  }

  /** One side of an equality that is a column, and the other side. */
  private record Sides(ExprId column, Expression other) {}

  private static List<Sides> sides(Expression term) {
    List<Sides> out = new ArrayList<>();
    if (term instanceof BinaryComparison equal
        && (term instanceof EqualTo || term instanceof EqualNullSafe)) {
      if (KeyComparison.withoutLosslessCasts(equal.left()) instanceof Attribute a) {
        out.add(new Sides(a.exprId(), equal.right()));
      }
      if (KeyComparison.withoutLosslessCasts(equal.right()) instanceof Attribute a) {
        out.add(new Sides(a.exprId(), equal.left()));
      }
    }
    return out;
  }
}
