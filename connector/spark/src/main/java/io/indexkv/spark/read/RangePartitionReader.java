/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.cursor.EntryCursor;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.Platform;

/**
 * Walks ranges of keys. Spark closes it when the task ends. The lease handles other threads that
 * may still read rows then.
 */
final class RangePartitionReader implements PartitionReader<InternalRow> {
  private final SliceCursors slices;
  private final RowProjection projection;
  private long left;
  private RowsAhead rows;

  RangePartitionReader(SliceCursors slices, long left, RowProjection projection) {
    this.slices = slices;
    this.projection = projection;
    this.left = left;
    nextSlice();
  }

  @Override
  public boolean next() {
    if (rows == null || left == 0) {
      return false;
    }
    slices.enter();
    while (!rows.next()) {
      if (!nextSlice()) {
        return false;
      }
    }
    left--;
    return true;
  }

  private boolean nextSlice() {
    EntryCursor cursor = slices.next();
    if (cursor != null) {
      rows =
          projection.readsFile()
              ? RowsAhead.withFiles(cursor, slices.files())
              : RowsAhead.of(cursor);
    }
    return cursor != null;
  }

  @Override
  public InternalRow get() {
    slices.enter();
    if (projection.readsFile()) {
      projection.fromFile(rows.file());
    }
    return projection.row(
        rows.bytes(), Platform.BYTE_ARRAY_OFFSET + (long) rows.offset(), rows.length());
  }

  @Override
  public void close() {
    slices.close();
  }
}
