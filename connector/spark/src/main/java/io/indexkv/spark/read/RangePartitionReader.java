/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.EntryCursor;
import io.indexkv.spark.codec.TaskLease;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;

/**
 * Walks a range of keys; each row points at the mapped bytes. Spark closes it when the task ends,
 * after whatever else of the task's thread may still look at the last row; of other threads the
 * lease takes care.
 */
final class RangePartitionReader implements PartitionReader<InternalRow> {
  private final TaskLease lease;
  private final RowProjection projection;
  private final EntryCursor cursor;

  RangePartitionReader(TaskLease lease, RangePartition range, RowProjection projection) {
    this.lease = lease;
    this.projection = projection;
    lease.enter();
    this.cursor = lease.files().scan(range.from(), range.to());
  }

  @Override
  public boolean next() {
    lease.enter();
    return cursor.next();
  }

  @Override
  public InternalRow get() {
    lease.enter();
    return projection.row(null, cursor.valueAddress(), cursor.valueLength());
  }

  @Override
  public void close() {
    lease.close();
  }
}
