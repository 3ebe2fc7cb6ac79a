/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.EntryCursor;
import io.indexkv.spark.columns.StoredColumns;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Walks ranges of keys as {@link RangePartitionReader} does, and gives batches of columns. */
final class ColumnarRangeReader implements PartitionReader<ColumnarBatch> {
  private final SliceCursors slices;
  private final StoredColumns columns;
  private boolean begun;

  ColumnarRangeReader(SliceCursors slices, StoredColumns columns) {
    this.slices = slices;
    this.columns = columns;
    begun = nextSlice();
  }

  @Override
  public boolean next() {
    if (!begun) {
      return false;
    }
    slices.enter();
    while (!columns.next()) {
      if (!nextSlice()) {
        return false;
      }
    }
    return true;
  }

  private boolean nextSlice() {
    EntryCursor cursor = slices.next();
    if (cursor != null) {
      columns.begin(cursor);
    }
    return cursor != null;
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
