/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.columns.StoredColumns;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Creates the readers of tasks. A task opens only files that may have its keys. */
final class IndexKvPartitionReaderFactory implements PartitionReaderFactory {
  private static final long serialVersionUID = 1L;

  private final PinnedStore store;
  private final StructType columns;
  private final ScanMode mode;
  private final boolean columnar;

  /**
   * A factory for the tasks of a scan.
   *
   * @param columnar whether the readers give batches of columns; then all partitions are ranges
   */
  IndexKvPartitionReaderFactory(
      PinnedStore store, StructType columns, ScanMode mode, boolean columnar) {
    this.store = store;
    this.columns = columns;
    this.mode = mode;
    this.columnar = columnar;
  }

  @Override
  public boolean supportColumnarReads(InputPartition partition) {
    return columnar;
  }

  @Override
  public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
    RangePartition range = (RangePartition) PlacedPartition.unplaced(partition);
    RunFiles files = new RunFiles(store, mode, range.bounds());
    return opened(
        files,
        () ->
            new ColumnarRangeReader(
                new SliceCursors(files, range), new StoredColumns(store, columns)));
  }

  @Override
  public PartitionReader<InternalRow> createReader(InputPartition placed) {
    InputPartition partition = PlacedPartition.unplaced(placed);
    if (partition instanceof RangePartition range) {
      RunFiles files = new RunFiles(store, mode, range.bounds());
      return opened(
          files,
          () ->
              new RangePartitionReader(
                  new SliceCursors(files, range), range.rows(), RowProjection.of(store, columns)));
    }
    PointPartition points = (PointPartition) partition;
    RunFiles files = new RunFiles(store, mode, points.bounds());
    return opened(
        files, () -> new PointPartitionReader(files, points, RowProjection.of(store, columns)));
  }

  /** The reader; closes the files if it cannot be made. */
  private static <T> T opened(RunFiles files, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (RuntimeException | Error e) {
      files.close();
      throw e;
    }
  }
}
