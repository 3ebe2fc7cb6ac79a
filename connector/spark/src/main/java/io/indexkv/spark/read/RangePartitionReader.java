/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.EntryCursor;
import io.indexkv.store.SnapshotReader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Walks a range of keys; each row points at the mapped bytes. Spark closes it when the task ends,
 * after whatever else of the task may still look at the last row, so the lease is held until then.
 */
final class RangePartitionReader implements PartitionReader<InternalRow> {
  private final SnapshotReader snapshot;
  private final RowProjection projection;
  private EntryCursor cursor;

  RangePartitionReader(SnapshotReader snapshot, RangePartition range, RowProjection projection) {
    this.snapshot = snapshot;
    this.projection = projection;
    this.cursor = snapshot.files().scan(range.from(), range.to());
  }

  @Override
  public boolean next() {
    if (cursor == null) {
      throw new IllegalStateException("the reader is closed");
    }
    return cursor.next();
  }

  @Override
  public InternalRow get() {
    return projection.row(null, cursor.valueAddress(), cursor.valueLength());
  }

  @Override
  public void close() {
    cursor = null;
    snapshot.close();
  }
}
