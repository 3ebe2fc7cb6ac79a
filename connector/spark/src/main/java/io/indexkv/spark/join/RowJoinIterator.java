/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.planning.JoinKind;
import io.indexkv.spark.probe.Probe;
import io.indexkv.spark.snapshot.TaskLease;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * Probes batches of rows. As usual in Spark, a returned row is valid until the caller asks for the
 * next one.
 */
final class RowJoinIterator extends AbstractIterator<InternalRow> {
  private final Iterator<InternalRow> input;
  private final JoinKind kind;
  private final SQLMetric outputRows;

  /** Null in a partitioned join. */
  private final SliceProbes slices;

  /** The probe of the current batch; null before the first batch of a partitioned join. */
  private Probe probe;

  /**
   * True after the input reported its end. The input is then not asked again, because its metrics
   * would count its time again.
   */
  private boolean ended;

  /** The first row of the next batch: it needs another slice than the current batch. */
  private UnsafeRow pending;

  private final RowKey key;
  private final JoinedRows rows;

  private final RowBatch batch = new RowBatch();
  private final UnsafeRow probeRow;
  private final UnsafeRow storeRow;
  private int position;

  /** Number of results of the batch. */
  private int count;

  private InternalRow next;

  RowJoinIterator(RowJoin join, Iterator<InternalRow> input) {
    this.input = input;
    kind = join.kind;
    outputRows = join.spec.metrics().outputRows();
    key = new RowKey(join.keys.stream().map(e -> Expressions.bind(e, join.probeColumns)).toList());
    boolean partitioned = join.slicing.isPartitioned();
    slices = partitioned ? new SliceProbes(join.spec, key, join.slicing) : null;
    probe = partitioned ? null : join.spec.open();
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
    if (next == null && probe != null) {
      probe.enter();
    }
    while (next == null) {
      if (position == count && !fill()) {
        return false;
      }
      if (position < count) {
        next = join(position++);
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

  /** Reads and probes the next batch; false at the end of the input. */
  private boolean fill() {
    batch.clear();
    position = 0;
    count = 0;
    if (slices == null) {
      probe.begin();
    }
    while (!batch.full() && (pending != null || more())) {
      UnsafeRow row = pending != null ? pending : rows.unsafe(input.next());
      pending = null;
      if (slices != null && !begin(slices.of(row))) {
        // no copy needed: the input is not asked for more before this row is used
        pending = row;
        break;
      }
      key.add(row, batch.count(), probe);
      batch.add(row);
    }
    if (batch.count() == 0) {
      return false;
    }
    probe.find();
    probe.keep();
    count = probe.count();
    return true;
  }

  private boolean more() {
    ended = ended || !input.hasNext();
    return !ended;
  }

  /**
   * Begins a batch on {@code slice}, or continues it; false if the current batch is on another
   * slice.
   */
  private boolean begin(Probe slice) {
    if (batch.count() > 0) {
      return slice == probe;
    }
    probe = slice;
    probe.enter();
    probe.begin();
    return true;
  }

  /** The output for result {@code i} of the batch; null if there is none. */
  private InternalRow join(int i) {
    batch.point(probe.row(i), probeRow);
    UnsafeRow found = probe.match(i, storeRow);
    boolean match = found != null && rows.isMatch(probeRow, found);
    return switch (kind) {
      case INNER -> match ? rows.matched(probeRow, found) : null;
      case OUTER, EXISTENCE -> match ? rows.matched(probeRow, found) : rows.unmatched(probeRow);
      case SEMI -> match ? probeRow : null;
      case ANTI -> match ? null : probeRow;
    };
  }
}
