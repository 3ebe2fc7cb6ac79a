/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeSet;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.optimizer.BuildLeft$;
import org.apache.spark.sql.catalyst.optimizer.BuildSide;
import org.apache.spark.sql.catalyst.planning.ExtractEquiJoinKeys$;
import org.apache.spark.sql.catalyst.plans.JoinType;
import org.apache.spark.sql.catalyst.plans.LeftAnti$;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * A join that can be a lookup join.
 *
 * @param probe the probe side
 * @param probeKeys over the probe side's output, for the first key columns of the store, or for all
 * @param conditions over the probe side's output and the store's columns; a hit is a match only if
 *     all of them are true, in this order
 */
public record JoinMatch(
    JoinType type,
    JoinKind kind,
    BuildSide storeSide,
    LogicalPlan probe,
    List<Expression> probeKeys,
    List<Expression> conditions,
    StoreBranch branch) {

  /**
   * Analyses a join whose side {@code storeSide} is a store.
   *
   * @throws NoLookupJoin if it cannot be a lookup join
   */
  public static JoinMatch of(Join join, BuildSide storeSide) throws NoLookupJoin {
    JoinKind kind = JoinKind.of(join.joinType(), storeSide);
    boolean storeLeft = storeSide == BuildLeft$.MODULE$;
    LogicalPlan probe = storeLeft ? join.right() : join.left();
    StoreBranch branch =
        StoreBranch.of(storeLeft ? join.left() : join.right()).apartFrom(probe.outputSet());
    var extracted = ExtractEquiJoinKeys$.MODULE$.unapply(branch.withPlainEqualities(join));
    if (extracted.isEmpty()) {
      throw new NoLookupJoin(
          asksForNulls(join)
              ? "NOT IN also tests for nulls"
              : "the join has no equality between its sides");
    }
    var equi = extracted.get();
    List<Expression> left = Seqs.list(equi._2());
    List<Expression> right = Seqs.list(equi._3());
    KeyMatch key = storeLeft ? KeyMatch.of(branch, right, left) : KeyMatch.of(branch, left, right);

    List<Expression> residual = new ArrayList<>(key.rest());
    if (equi._4().isDefined()) {
      residual.addAll(Expressions.conjuncts(equi._4().get()));
    }
    return of(join.joinType(), kind, storeSide, probe, branch, key.probeKeys(), residual);
  }

  /**
   * The join whose probe keys are known.
   *
   * @param probeKeys for the first key columns, or for all
   * @param residual the conditions of the join that the keys do not imply
   * @throws NoLookupJoin if a condition cannot be part of a lookup join
   */
  static JoinMatch of(
      JoinType type,
      JoinKind kind,
      BuildSide storeSide,
      LogicalPlan probe,
      StoreBranch branch,
      List<Expression> probeKeys,
      List<Expression> residual)
      throws NoLookupJoin {
    Map<ExprId, Expression> definitions = branch.definitions();
    List<Expression> conditions = new ArrayList<>();
    for (Expression filter : branch.filters()) {
      // leaves out IS NOT NULL on key columns, because keys are never null
      if (branch.keyColumns().stream()
          .noneMatch(column -> Expressions.isNotNullOf(filter, column))) {
        conditions.add(filter);
      }
    }
    for (Expression e : residual) {
      if (!e.deterministic()) {
        throw new NoLookupJoin("the join condition " + e.sql() + " is non-deterministic");
      }
      conditions.add(Expressions.substitute(e, definitions));
    }
    checkInputs(probe, branch, Seqs.concat(probeKeys, conditions));
    return new JoinMatch(type, kind, storeSide, probe, probeKeys, conditions, branch);
  }

  /**
   * Checks that the two sides have every column that the join uses. Spark's optimizer can lose
   * nested fields of a condition; then the query fails with any join. So it is left to fail in
   * Spark's planner.
   */
  private static void checkInputs(LogicalPlan probe, StoreBranch branch, List<Expression> used)
      throws NoLookupJoin {
    AttributeSet known =
        Seqs.references(Seqs.concat(Seqs.<Attribute>list(probe.output()), branch.columns()));
    for (Attribute a : Seqs.<Attribute>list(Seqs.references(used).toSeq())) {
      if (!known.contains(a)) {
        throw new NoLookupJoin("Spark's plan has lost '" + a.name() + "', which the join needs");
      }
    }
  }

  /** True if the join is Spark's form of NOT IN: a = b or (a = b) is null. */
  private static boolean asksForNulls(Join join) {
    return join.joinType() == LeftAnti$.MODULE$
        && terms(join).stream().anyMatch(e -> e instanceof Or or && or.right() instanceof IsNull);
  }

  private static List<Expression> terms(Join join) {
    return join.condition().isEmpty() ? List.of() : Expressions.conjuncts(join.condition().get());
  }
}
