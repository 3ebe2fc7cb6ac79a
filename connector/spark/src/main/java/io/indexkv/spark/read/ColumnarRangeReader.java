/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.spark.columns.StoredColumns;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Walks ranges of keys as {@link RangePartitionReader} does, and gives batches of columns. */
final class ColumnarRangeReader implements PartitionReader<ColumnarBatch> {
  private final SliceCursors slices;
  private final StoredColumns columns;

  /** The entries of the first slice; null if there is none. */
  private final EntryCursor begun;

  ColumnarRangeReader(SliceCursors slices, StoredColumns columns) {
    this.slices = slices;
    this.columns = columns;
    begun = slices.next();
    columns.begin(begun);
  }

  @Override
  public boolean next() {
    if (begun == null) {
      return false;
    }
    slices.enter();
    return columns.next(slices::next);
  }

  @Override
  public ColumnarBatch get() {
    slices.enter();
    return columns.batch();
  }

  @Override
  public void close() {
    slices.close();
  }
}
