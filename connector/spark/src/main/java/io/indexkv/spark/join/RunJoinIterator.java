/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.probe.RunProbe;
import io.indexkv.spark.snapshot.TaskLease;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * Joins each row with a run of entries. It looks up where the runs of a batch of rows begin, then
 * walks each of them. As usual in Spark, a returned row is valid until the caller asks for the next
 * one.
 */
final class RunJoinIterator extends AbstractIterator<InternalRow> {
  private final Iterator<InternalRow> input;
  private final JoinKind kind;
  private final SQLMetric outputRows;

  /** Whether a row has one match at most. */
  private final boolean one;

  /** Whether the first entry of a run is the only one that can be a match. */
  private final boolean only;

  private final RunProbe probe;
  private final RowRun run;
  private final JoinedRows rows;
  private final RowBatch batch = new RowBatch();
  private final UnsafeRow probeRow;
  private final UnsafeRow storeRow;

  /** The next row of the batch. */
  private int position;

  /** Whether the run of the row before {@code position} may have more entries. */
  private boolean walking;

  private boolean matched;

  /** True after the input reported its end; it is then not asked again. */
  private boolean ended;

  private InternalRow next;

  RunJoinIterator(RowJoin join, Iterator<InternalRow> input) {
    this.input = input;
    kind = join.kind;
    one = join.access.isOne();
    only = join.access.kind() == KeyAccess.Kind.INTERVAL;
    outputRows = join.spec.metrics().outputRows();
    probe = new RunProbe(join.spec, join.keys.size(), join.access);
    run = new RowRun(join, probe);
    rows = new JoinedRows(join);
    probeRow = new UnsafeRow(join.probeColumns.size());
    storeRow = new UnsafeRow(join.storeColumns.size());
  }

  @Override
  public boolean hasNext() {
    try {
      return findNext();
    } catch (InternalError e) {
      throw TaskLease.fault(e);
    }
  }

  private boolean findNext() {
    if (next == null) {
      probe.enter();
    }
    while (next == null) {
      if (walking) {
        next = walk();
      } else if (position < batch.count()) {
        batch.point(position, probeRow);
        probe.seek(position++);
        walking = true;
        matched = false;
      } else if (!fill()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InternalRow row = next;
    next = null;
    outputRows.add(1);
    return row;
  }

  /** Reads the next batch, and looks its runs up; false at the end of the input. */
  private boolean fill() {
    batch.clear();
    position = 0;
    probe.begin();
    while (!batch.full() && more()) {
      UnsafeRow row = rows.unsafe(input.next());
      run.add(row);
      batch.add(row);
    }
    if (batch.count() == 0) {
      return false;
    }
    probe.find();
    return true;
  }

  private boolean more() {
    ended = ended || !input.hasNext();
    return !ended;
  }

  /** The row for the next match, or for the end of the run; null if there is none. */
  private InternalRow walk() {
    while (probe.next(storeRow)) {
      if (rows.isMatch(probeRow, storeRow)) {
        matched = true;
        walking = !one && (kind == JoinKind.INNER || kind == JoinKind.OUTER);
        return switch (kind) {
          case INNER, OUTER, EXISTENCE -> rows.matched(probeRow, storeRow);
          case SEMI -> probeRow;
          case ANTI -> null;
        };
      }
      if (only) {
        break;
      }
    }
    walking = false;
    if (matched) {
      return null;
    }
    return switch (kind) {
      case INNER, SEMI -> null;
      case OUTER, EXISTENCE -> rows.unmatched(probeRow);
      case ANTI -> probeRow;
    };
  }
}
