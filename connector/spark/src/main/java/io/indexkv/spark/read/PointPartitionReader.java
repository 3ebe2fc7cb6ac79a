/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.SnapshotReader;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.Platform;

/** Looks up keys one by one, or where they are far away many at once; absent ones are skipped. */
final class PointPartitionReader implements PartitionReader<InternalRow> {
  /** Keys that are looked up together if they are far away. */
  private static final int TOGETHER = 128;

  private final SnapshotReader snapshot;
  private final byte[][] keys;
  private final RowProjection projection;
  private int asked;
  private byte[] value;

  /** Of the keys that were looked up together last. */
  private byte[][] values;

  PointPartitionReader(SnapshotReader snapshot, PointPartition points, RowProjection projection) {
    this.snapshot = snapshot;
    this.keys = points.keys();
    this.projection = projection;
  }

  @Override
  public boolean next() {
    while (asked < keys.length) {
      value = value(asked++);
      if (value != null) {
        return true;
      }
    }
    return false;
  }

  private byte[] value(int key) {
    if (snapshot.files().isMapped()) {
      return snapshot.files().get(keys[key]);
    }
    if (key % TOGETHER == 0) {
      int end = Math.min(key + TOGETHER, keys.length);
      values = snapshot.files().getMany(Arrays.asList(keys).subList(key, end));
    }
    return values[key % TOGETHER];
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
