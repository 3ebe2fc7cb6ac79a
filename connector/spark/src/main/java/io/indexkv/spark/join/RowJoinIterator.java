/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.planning.Expressions;
import io.indexkv.spark.probe.Probe;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import scala.collection.Iterator;

/** Joins each row with the entry of its key. */
final class RowJoinIterator extends BatchJoinIterator {
  /** Null in a partitioned join. */
  private final SliceProbes slices;

  /** The probe of the current batch; null before the first batch of a partitioned join. */
  private Probe probe;

  /** The first row of the next batch: it needs another slice than the current batch. */
  private UnsafeRow pending;

  private final RowKey key;

  /** The next result of the batch. */
  private int position;

  /** Number of results of the batch. */
  private int count;

  RowJoinIterator(RowJoin join, Iterator<InternalRow> input) {
    super(join, input);
    key = new RowKey(join.keys.stream().map(e -> Expressions.bind(e, join.probeColumns)).toList());
    boolean partitioned = join.slicing.isPartitioned();
    slices = partitioned ? new SliceProbes(join.spec, key, join.slicing) : null;
    probe = partitioned ? null : Probe.open(join.spec);
  }

  @Override
  InternalRow findNext() {
    if (probe != null) {
      probe.enter();
    }
    InternalRow found = null;
    while (found == null) {
      if (position == count && !fill()) {
        return null;
      }
      if (position < count) {
        found = join(position++);
      }
    }
    return found;
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
      UnsafeRow row = pending != null ? pending : read();
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
    return found != null && rows.isMatch(probeRow, found)
        ? rows.matched(probeRow, found)
        : rows.unmatched(probeRow);
  }
}
