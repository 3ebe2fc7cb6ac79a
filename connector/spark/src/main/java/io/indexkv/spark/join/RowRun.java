/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.codec.KeySink;
import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.KeyAccess.Bound;
import io.indexkv.spark.probe.AskedRun;
import io.indexkv.spark.probe.RunProbe;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Reads from a probe row which entries it asks for. For one thread. */
final class RowRun {
  private final RunProbe probe;

  /** The first key columns; null if there are none. */
  private final RowKey prefix;

  /** Null if there is no such bound. */
  private final RowKey lower;

  private final RowKey upper;

  RowRun(RowJoin join, RunProbe probe) {
    this.probe = probe;
    prefix = join.keys.isEmpty() ? null : key(join.keys, join);
    List<Expression> bounds = join.bounds;
    lower = join.access.lower() == Bound.NONE ? null : key(bounds.subList(0, 1), join);
    upper =
        join.access.upper() == Bound.NONE
            ? null
            : key(bounds.subList(bounds.size() - 1, bounds.size()), join);
  }

  private static RowKey key(List<Expression> expressions, RowJoin join) {
    return new RowKey(
        expressions.stream().map(e -> Expressions.bind(e, join.probeColumns)).toList());
  }

  /** Adds the run of a row to the probe's batch. */
  void add(UnsafeRow row) {
    AskedRun run = probe.run();
    run.begin();
    if (prefix != null && !prefix.put(row, run.prefix())) {
      probe.addAbsent();
      return;
    }
    Bounding below = bounding(lower, row, run.lower());
    Bounding above = bounding(upper, row, run.upper());
    boolean failed = below == Bounding.FAILED || above == Bounding.FAILED;
    if (!failed && (below == Bounding.NULL || above == Bounding.NULL)) {
      probe.addAbsent();
    } else {
      probe.add(below == Bounding.PUT, above == Bounding.PUT);
    }
  }

  /** What became of a bound. */
  private enum Bounding {
    PUT,
    NULL,
    /** The value is one of the conditions, too, which fail in the same way if they need it. */
    FAILED
  }

  private static Bounding bounding(RowKey bound, UnsafeRow row, KeySink sink) {
    try {
      return bound == null || bound.put(row, sink) ? Bounding.PUT : Bounding.NULL;
    } catch (Exception e) { // Spark throws checked exceptions that no signature declares
      return Bounding.FAILED;
    }
  }
}
