/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.planning.JoinKind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;

/** The rows that a join returns. A row is valid until the next one is made. For one thread. */
final class JoinedRows {
  private final JoinKind kind;
  private final List<BasePredicate> conditions = new ArrayList<>();
  private final UnsafeProjection toUnsafe;
  private final UnsafeProjection matched;
  private final UnsafeProjection unmatched;
  private final JoinedRow joined = new JoinedRow();

  JoinedRows(RowJoin join) {
    kind = join.kind;
    List<Attribute> both = Seqs.concat(join.probeColumns, join.storeColumns);
    for (Expression condition : join.conditions) {
      conditions.add(Predicate$.MODULE$.create(condition, Seqs.of(both)));
    }
    matched =
        join.matched != null
            ? UnsafeProjection$.MODULE$.create(Seqs.of(join.matched), Seqs.of(both))
            : null;
    unmatched =
        join.unmatched != null
            ? UnsafeProjection$.MODULE$.create(Seqs.of(join.unmatched), Seqs.of(join.probeColumns))
            : null;
    toUnsafe =
        UnsafeProjection$.MODULE$.create(
            join.probeColumns.stream().map(Attribute::dataType).toArray(DataType[]::new));
  }

  /** A probe row in the form that this class takes. */
  UnsafeRow unsafe(InternalRow row) {
    return row instanceof UnsafeRow unsafe ? unsafe : toUnsafe.apply(row);
  }

  /** Whether a row that was found meets all conditions. */
  boolean isMatch(UnsafeRow probe, UnsafeRow found) {
    for (BasePredicate condition : conditions) {
      if (!condition.eval(joined.apply(probe, found))) {
        return false;
      }
    }
    return true;
  }

  /** The output for a match; null if there is none. */
  InternalRow matched(UnsafeRow probe, UnsafeRow found) {
    return switch (kind) {
      case INNER, OUTER, EXISTENCE -> matched.apply(joined.apply(probe, found));
      case SEMI -> probe;
      case ANTI -> null;
    };
  }

  /** The output for a probe row without a match; null if there is none. */
  InternalRow unmatched(UnsafeRow probe) {
    return switch (kind) {
      case INNER, SEMI -> null;
      case OUTER, EXISTENCE -> unmatched.apply(probe);
      case ANTI -> probe;
    };
  }
}
