/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.probe.RunProbe;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import scala.collection.Iterator;

/**
 * Joins each row with a run of entries. It looks up where the runs of a batch of rows begin, then
 * walks each of them.
 */
final class RunJoinIterator extends BatchJoinIterator {
  /** Whether a row can have several rows in the output. */
  private final boolean several;

  private final RunProbe probe;
  private final RowRun run;

  /** The next row of the batch. */
  private int position;

  /** Whether the run of the row before {@code position} may have more entries. */
  private boolean walking;

  private boolean matched;

  RunJoinIterator(RowJoin join, Iterator<InternalRow> input) {
    super(join, input);
    several = !join.access.isOne() && (join.kind == JoinKind.INNER || join.kind == JoinKind.OUTER);
    probe = new RunProbe(join.spec, join.keys.size(), join.access);
    run = new RowRun(join, probe);
  }

  @Override
  InternalRow findNext() {
    probe.enter();
    InternalRow found = null;
    while (found == null) {
      if (walking) {
        found = walk();
      } else if (position < batch.count()) {
        batch.point(position, probeRow);
        probe.seek(position++);
        walking = true;
        matched = false;
      } else if (!fill()) {
        return null;
      }
    }
    return found;
  }

  /** Reads the next batch, and looks its runs up; false at the end of the input. */
  private boolean fill() {
    batch.clear();
    position = 0;
    probe.begin();
    while (!batch.full() && more()) {
      UnsafeRow row = read();
      run.add(row);
      batch.add(row);
    }
    if (batch.count() == 0) {
      return false;
    }
    probe.find();
    return true;
  }

  /** The row for the next match, or for the end of the run; null if there is none. */
  private InternalRow walk() {
    while (probe.next(storeRow)) {
      if (rows.isMatch(probeRow, storeRow)) {
        matched = true;
        walking = several;
        return rows.matched(probeRow, storeRow);
      }
    }
    walking = false;
    return matched ? null : rows.unmatched(probeRow);
  }
}
