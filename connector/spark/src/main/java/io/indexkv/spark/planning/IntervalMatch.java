/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.KeyAccess.Bound;
import io.indexkv.store.manifest.Interval;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Or;

/**
 * Finds out whether a run of entries has one match at most, because the store has verified that its
 * intervals do not overlap. The condition then asks for the interval that holds a value.
 *
 * <p>Take an entry before the last one of the run. Its interval ends before the last one begins,
 * and that is not above the value. So the value is behind its end.
 */
final class IntervalMatch {
  private IntervalMatch() {}

  /** Whether only the last entry of the run can meet the conditions. */
  static boolean is(StoreBranch branch, KeyRunMatch run) {
    Optional<Interval> declared = branch.store().manifest().interval();
    if (declared.isEmpty()
        || run.access().upper() == Bound.NONE
        || run.prefix().size() != branch.keyColumns().size() - 1) {
      return false;
    }
    Interval interval = declared.get();
    Expression value = run.bounds().get(run.bounds().size() - 1);
    // an interval [a, b) and the next one [b, c) share no value, but both hold b if b belongs to
    // both
    boolean apart = interval.endIncluded() || run.access().upper() == Bound.OPEN;
    return run.rest().stream()
        .anyMatch(term -> endsBehind(term, value, interval.end(), branch, !apart));
  }

  /**
   * Whether a term is true only for entries whose interval ends behind the value, or has no end.
   *
   * @param strictly whether the end must not be the value
   */
  private static boolean endsBehind(
      Expression term, Expression value, String end, StoreBranch branch, boolean strictly) {
    if (term instanceof Or or) {
      return isNull(or.left(), end, branch) && endsBehind(or.right(), value, end, branch, strictly)
          || isNull(or.right(), end, branch) && endsBehind(or.left(), value, end, branch, strictly);
    }
    if (!(term instanceof BinaryComparison comparison)) {
      return false;
    }
    if (comparison instanceof LessThan || comparison instanceof LessThanOrEqual && !strictly) {
      return isValue(comparison.left(), value) && isEnd(comparison.right(), end, branch);
    }
    return (comparison instanceof GreaterThan
            || comparison instanceof GreaterThanOrEqual && !strictly)
        && isValue(comparison.right(), value)
        && isEnd(comparison.left(), end, branch);
  }

  private static boolean isNull(Expression e, String end, StoreBranch branch) {
    return e instanceof IsNull isNull && isEnd(isNull.child(), end, branch);
  }

  private static boolean isValue(Expression e, Expression value) {
    return Expressions.withoutWidening(e).semanticEquals(value);
  }

  private static boolean isEnd(Expression e, String end, StoreBranch branch) {
    Expression column =
        KeyComparison.withoutLosslessCasts(Expressions.substitute(e, branch.definitions()));
    if (column instanceof Coalesce first) {
      List<Expression> values = Seqs.list(first.children());
      // an interval without an end is the last one, whatever stands for its end
      return isEnd(values.get(0), end, branch);
    }
    return column instanceof Attribute a
        && branch.columns().stream()
            .anyMatch(c -> c.exprId().equals(a.exprId()) && c.name().equals(end));
  }
}
