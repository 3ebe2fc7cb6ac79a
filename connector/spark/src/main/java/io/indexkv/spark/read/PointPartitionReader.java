/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.SnapshotReader;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.Platform;

/** Looks up keys one by one; absent ones are skipped. */
final class PointPartitionReader implements PartitionReader<InternalRow> {
  private final SnapshotReader snapshot;
  private final byte[][] keys;
  private final RowProjection projection;
  private int asked;
  private byte[] value;

  PointPartitionReader(SnapshotReader snapshot, PointPartition points, RowProjection projection) {
    this.snapshot = snapshot;
    this.keys = points.keys();
    this.projection = projection;
  }

  @Override
  public boolean next() {
    while (asked < keys.length) {
      value = snapshot.files().get(keys[asked++]);
      if (value != null) {
        return true;
      }
    }
    return false;
  }

  @Override
  public InternalRow get() {
    return projection.row(value, Platform.BYTE_ARRAY_OFFSET, value.length);
  }

  @Override
  public void close() {
    snapshot.close();
  }
}
