/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.conf.JoinMode;
import io.indexkv.spark.snapshot.StoreBacked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PythonUDF;
import org.apache.spark.sql.catalyst.expressions.ScalarSubquery;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.optimizer.BuildRight$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftOuter$;
import org.apache.spark.sql.catalyst.plans.logical.AsOfJoin;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Finds joins of each row with the nearest entry of a store, before Spark rewrites them. */
public final class NearestMatch {
  private final FallbackLog fallbacks;

  /** Makes a finder that logs why a query that looks like one is none. */
  public NearestMatch(FallbackLog fallbacks) {
    this.fallbacks = fallbacks;
  }

  /** The lookup join for a lateral join; empty if there is none. */
  public Optional<OrderedMatch> of(LateralJoin join) {
    boolean always =
        join.condition().isEmpty()
            || join.condition().get().foldable()
                && Boolean.TRUE.equals(join.condition().get().eval(null));
    return always
        ? NearestQuery.ofFirst(join.right().plan())
            .flatMap(first -> match(join.joinType(), join.left(), first))
        : Optional.empty();
  }

  /**
   * The lookup join for an as-of join; empty if there is none. It returns only the columns that are
   * read. Pandas on Spark adds one that numbers the rows, which no lookup can do.
   */
  public Optional<OrderedMatch> of(AsOfJoin join, AttributeSet read) {
    return NearestQuery.ofRight(join)
        .flatMap(first -> match(join.joinType(), join.left(), first.returning(read)));
  }

  /**
   * The lookup join for a correlated scalar subquery, whose store columns are the subquery's only
   * column; empty if there is none.
   *
   * @param probe the plan that has the subquery
   */
  public Optional<OrderedMatch> of(LogicalPlan probe, LogicalPlan subquery) {
    return NearestQuery.ofAggregate(subquery)
        .flatMap(first -> match(LeftOuter$.MODULE$, probe, first));
  }

  private Optional<OrderedMatch> match(JoinType type, LogicalPlan probe, NearestQuery first) {
    StoreBacked scan = first.query().scan();
    if (JoinPolicy.mode(scan) == JoinMode.OFF) {
      return Optional.empty();
    }
    try {
      EndlessStream.check(probe);
      return Optional.of(match(type, probe, first, first.query().branch(scan)));
    } catch (NoLookupJoin refusal) {
      fallbacks.say(scan.store(), refusal.getMessage());
      return Optional.empty();
    }
  }

  private static OrderedMatch match(
      JoinType type, LogicalPlan probe, NearestQuery first, StoreBranch branch)
      throws NoLookupJoin {
    checkComputable(first.query(), probe);
    StoreBranch columns = branch.ofColumns();
    List<Expression> terms = new ArrayList<>();
    for (Expression term : first.query().terms()) {
      terms.add(columns.withPlainEquality(term));
    }
    KeyRunMatch run = KeyRunMatch.of(columns, terms, probe.outputSet());
    if (run.access().isKey()) {
      throw new NoLookupJoin("the subquery compares the whole key, so it needs no order");
    }
    Optional<KeyRunMatch> longest = LongestPrefix.of(first, columns, terms, probe.outputSet());
    if (longest.isPresent()) {
      return match(type, probe, branch, longest.get(), longest.get().access());
    }
    checkOrder(first, columns, run.prefix().size());
    KeyAccess.Kind kind = first.descending() ? KeyAccess.Kind.FLOOR : KeyAccess.Kind.CEILING;
    return match(type, probe, branch, run, run.access().as(kind));
  }

  private static OrderedMatch match(
      JoinType type, LogicalPlan probe, StoreBranch branch, KeyRunMatch run, KeyAccess access)
      throws NoLookupJoin {
    return new OrderedMatch(
        JoinMatch.of(
            type,
            JoinKind.of(type, BuildRight$.MODULE$),
            BuildRight$.MODULE$,
            probe,
            branch,
            run.prefix(),
            run.rest()),
        access,
        run.bounds());
  }

  /** Checks that a task can compute all expressions that need the store's columns. */
  private static void checkComputable(StoreQuery query, LogicalPlan probe) throws NoLookupJoin {
    List<Expression> all = new ArrayList<>(query.terms());
    for (NamedExpression e : query.project()) {
      if (((Expression) e).exists(SubqueryExpression.class::isInstance)) {
        throw new NoLookupJoin("the subquery returns the value of another subquery");
      }
      all.add((Expression) e);
    }
    for (Expression e : all) {
      if (e.exists(part -> part instanceof SubqueryExpression inner && !isConstant(inner))) {
        throw new NoLookupJoin("a condition of the subquery asks another subquery for each row");
      }
      if (e.exists(
          part -> part instanceof PythonUDF && !part.references().subsetOf(probe.outputSet()))) {
        throw new NoLookupJoin("the subquery passes its columns to a Python function");
      }
    }
  }

  private static boolean isConstant(SubqueryExpression e) {
    return e instanceof ScalarSubquery scalar && scalar.outerAttrs().isEmpty();
  }

  /** Checks that the order is that of the keys behind the first {@code prefix} columns. */
  private static void checkOrder(NearestQuery first, StoreBranch columns, int prefix)
      throws NoLookupJoin {
    List<Attribute> key = columns.keyColumns();
    int next = prefix;
    for (Expression e : first.order()) {
      Optional<Attribute> column = columns.keyColumn(e);
      if (column.isEmpty()) {
        throw new NoLookupJoin("the order is by " + e.sql() + ", which is no key column");
      }
      int number = key.indexOf(column.get());
      if (number > next) {
        throw new NoLookupJoin(
            "the order is by '%s', but no equality has key column '%s' alone on one side"
                .formatted(column.get().name(), key.get(next).name()));
      }
      next += number == next ? 1 : 0;
    }
    if (first.aggregates() && next < key.size()) {
      throw new NoLookupJoin(
          "several rows may have the same '%s', and it is open which of them counts"
              .formatted(key.get(next - 1).name()));
    }
  }
}
