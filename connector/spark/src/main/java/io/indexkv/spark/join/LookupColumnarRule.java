/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.execution.ColumnarRule;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec$;
import org.apache.spark.sql.internal.SQLConf;
import scala.Function1;
import scala.runtime.AbstractPartialFunction;

/**
 * Gives a lookup join the column batches of its probe side. It removes the transition to rows below
 * the join. The join itself does the filters and projections in between.
 */
final class LookupColumnarRule extends ColumnarRule {

  @Override
  public Rule<SparkPlan> postColumnarTransitions() {
    return new Rule<>() {
      @Override
      public SparkPlan apply(SparkPlan plan) {
        return applied(plan);
      }
    };
  }

  /** The plan with this rule applied, as it will be executed. */
  static SparkPlan applied(SparkPlan plan) {
    return plan.transformUp(new Rewrite());
  }

  /**
   * The join over the columns of its probe side. Empty if the join is partitioned, it reads runs of
   * entries, the probe side has no columns, or Spark would generate no code.
   */
  private static Optional<LookupJoinExec> overColumns(LookupJoinExec join) {
    return SQLConf.get().wholeStageEnabled()
            && join.parts().access().isKey()
            && !join.parts().slicing().isPartitioned()
        ? ProbeSide.of(join.child()).map(side -> absorb(join, side)).filter(j -> !tooWide(j))
        : Optional.empty();
  }

  /**
   * The join without absorbed filters and projections. Between a join and its columns, another rule
   * may have inserted rows. Spark does that below every operator that takes rows if its columnar
   * rules run twice.
   */
  private static LookupJoinExec overRows(LookupJoinExec join) {
    LookupJoinParts parts = join.parts();
    return parts.hasAbsorbed()
        ? LookupJoinExec.of(parts.absorbing(List.of(), List.of()), parts.absorbed(join.child()))
        : join;
  }

  private static LookupJoinExec absorb(LookupJoinExec join, ProbeSide side) {
    LookupJoinParts parts = join.parts();
    return LookupJoinExec.of(
        parts.absorbing(filters(parts, side), side.plain() ? List.of() : side.project()),
        side.columnar());
  }

  /**
   * The filters of the probe side. None if they only check that keys are not null, because the
   * probe drops null keys anyway. Other filters, and computed keys, may rely on such checks, so
   * then all filters stay.
   */
  private static List<Expression> filters(LookupJoinParts parts, ProbeSide side) {
    boolean dropsNulls = parts.kind() == JoinKind.INNER || parts.kind() == JoinKind.SEMI;
    List<Expression> keys =
        Seqs.<Expression>list(parts.probeKeys()).stream()
            .map(key -> Expressions.substitute(key, side.definitions()))
            .toList();
    return dropsNulls
            && keys.stream().allMatch(Attribute.class::isInstance)
            && side.filters().stream()
                .allMatch(f -> keys.stream().anyMatch(key -> Expressions.isNotNullOf(f, key)))
        ? List.of()
        : side.filters();
  }

  /** True if the rows have so many fields that Spark generates no code. */
  private static boolean tooWide(LookupJoinExec join) {
    SQLConf conf = SQLConf.get();
    return WholeStageCodegenExec$.MODULE$.isTooManyFields(conf, join.schema())
        || WholeStageCodegenExec$.MODULE$.isTooManyFields(conf, join.child().schema());
  }

  private static final class Rewrite extends AbstractPartialFunction<SparkPlan, SparkPlan> {
    @Override
    public boolean isDefinedAt(SparkPlan plan) {
      return rewritten(plan).isPresent();
    }

    @Override
    @SuppressWarnings("unchecked")
    public <A extends SparkPlan, B> B applyOrElse(A plan, Function1<A, B> otherwise) {
      Optional<LookupJoinExec> rewritten = rewritten(plan);
      return rewritten.isPresent() ? (B) rewritten.get() : otherwise.apply(plan);
    }

    /**
     * The join over columns, or back over rows; empty if nothing changes. A join over columns stays
     * as it is.
     */
    private static Optional<LookupJoinExec> rewritten(SparkPlan plan) {
      if (!(plan instanceof LookupJoinExec join) || join.overColumns()) {
        return Optional.empty();
      }
      LookupJoinExec overRows = overRows(join);
      return overColumns(overRows)
          .or(() -> overRows == join ? Optional.empty() : Optional.of(overRows));
    }
  }
}
