/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.snapshot.TaskLease;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.Platform;

/**
 * Walks a range of keys. Spark closes it when the task ends. The lease handles other threads that
 * may still read rows then.
 */
final class RangePartitionReader implements PartitionReader<InternalRow> {
  private final TaskLease lease;
  private final RowProjection projection;
  private final RowsAhead rows;

  RangePartitionReader(TaskLease lease, RangePartition range, RowProjection projection) {
    this.lease = lease;
    this.projection = projection;
    lease.enter();
    try {
      rows = new RowsAhead(lease.files().scan(range.from(), range.to()));
    } catch (InternalError e) {
      throw TaskLease.fault(e);
    }
  }

  @Override
  public boolean next() {
    lease.enter();
    return rows.next();
  }

  @Override
  public InternalRow get() {
    lease.enter();
    return projection.row(
        rows.bytes(), Platform.BYTE_ARRAY_OFFSET + (long) rows.offset(), rows.length());
  }

  @Override
  public void close() {
    lease.close();
  }
}
