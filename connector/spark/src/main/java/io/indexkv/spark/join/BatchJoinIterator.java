/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.snapshot.TaskLease;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import scala.collection.AbstractIterator;
import scala.collection.Iterator;

/**
 * Joins the rows of a partition, a batch at a time. As usual in Spark, a returned row is valid
 * until the caller asks for the next one.
 */
abstract class BatchJoinIterator extends AbstractIterator<InternalRow> {
  final JoinedRows rows;
  final RowBatch batch = new RowBatch();
  final UnsafeRow probeRow;
  final UnsafeRow storeRow;
  private final Iterator<InternalRow> input;
  private final SQLMetric outputRows;

  /**
   * True after the input reported its end. The input is then not asked again, because its metrics
   * would count its time again.
   */
  private boolean ended;

  private InternalRow next;

  BatchJoinIterator(RowJoin join, Iterator<InternalRow> input) {
    this.input = input;
    outputRows = join.spec.metrics().outputRows();
    rows = new JoinedRows(join);
    probeRow = new UnsafeRow(join.probeColumns.size());
    storeRow = new UnsafeRow(join.storeColumns.size());
  }

  /** The next row of the output, after checking in with the lease; null at the end of the input. */
  abstract InternalRow findNext();

  @Override
  public final boolean hasNext() {
    if (next == null) {
      try {
        next = findNext();
      } catch (InternalError e) {
        throw TaskLease.fault(e);
      }
    }
    return next != null;
  }

  @Override
  public final InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    InternalRow row = next;
    next = null;
    outputRows.add(1);
    return row;
  }

  /** Whether the input has another row. */
  final boolean more() {
    ended = ended || !input.hasNext();
    return !ended;
  }

  /** The next row of the input. */
  final UnsafeRow read() {
    return rows.unsafe(input.next());
  }
}
