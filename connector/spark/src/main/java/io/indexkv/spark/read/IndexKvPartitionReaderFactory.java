/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.read.KeySlice;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;

/** Creates the readers of tasks. A task opens only files that may have its keys. */
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
    List<KeySlice> bounds =
        partition instanceof RangePartition range
            ? range.bounds()
            : ((PointPartition) partition).bounds();
    RunFiles files = new RunFiles(store, mode, bounds);
    try {
      RowProjection projection = RowProjection.of(store, columns);
      return partition instanceof RangePartition range
          ? new RangePartitionReader(files, range, projection)
          : new PointPartitionReader(files, (PointPartition) partition, projection);
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }
}
