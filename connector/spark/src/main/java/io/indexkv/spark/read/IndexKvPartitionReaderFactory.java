/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** Opens the pinned snapshot in a task and creates its reader. */
final class IndexKvPartitionReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final PinnedStore store;
  private final StructType columns;
  private final ScanMode mode;

  IndexKvPartitionReaderFactory(PinnedStore store, StructType columns, ScanMode mode) {
    this.store = store;
    this.columns = columns;
    this.mode = mode;
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition partition) {
    TaskLease lease = TaskLease.open(store, KeySlice.all(), mode.readMode());
    try {
      RowProjection projection = RowProjection.of(store, columns);
      return partition instanceof RangePartition range
          ? new RangePartitionReader(lease, range, projection)
          : new PointPartitionReader(lease, (PointPartition) partition, projection);
    } catch (RuntimeException | Error e) {
      lease.close();
      throw e;
    }
  }
}
