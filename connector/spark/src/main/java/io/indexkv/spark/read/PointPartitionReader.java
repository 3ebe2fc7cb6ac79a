/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.index.Faults;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.OpenSnapshot;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.Platform;

/**
 * Looks keys up: one by one if the files are mapped, many at once if they are remote. Skips missing
 * keys.
 */
final class PointPartitionReader implements PartitionReader<InternalRow> {
  /** How many keys of a remote store are looked up together. */
  private static final int TOGETHER = 128;

  private final RunFiles opened;
  private final byte[][][] runs;
  private final RowProjection projection;

  /** The keys of the run whose files are open. */
  private byte[][] keys = {};

  private int asked;
  private byte[] value;

  /** Values of the keys that were looked up together last. */
  private byte[][] values;

  PointPartitionReader(RunFiles opened, PointPartition points, RowProjection projection) {
    this.opened = opened;
    this.runs = points.runs();
    this.projection = projection;
    nextRun();
  }

  @Override
  public boolean next() {
    do {
      opened.lease().enter();
      while (asked < keys.length) {
        value = value(asked);
        // only now: a caller that asks again after a failure gets the same key
        asked++;
        if (value != null) {
          return true;
        }
      }
    } while (nextRun());
    return false;
  }

  private boolean nextRun() {
    if (!opened.open()) {
      return false;
    }
    keys = runs[opened.run()];
    asked = 0;
    return true;
  }

  private byte[] value(int key) {
    OpenSnapshot files = opened.lease().files();
    if (files.isMapped()) {
      try {
        byte[] found = files.get(keys[key]);
        source(files, keys[key], found);
        if (key % TOGETHER == TOGETHER - 1) {
          Faults.settle();
        }
        return found;
      } catch (InternalError e) {
        throw TaskLease.fault(e);
      }
    }
    if (key % TOGETHER == 0) {
      int end = Math.min(key + TOGETHER, keys.length);
      values = files.getMany(Arrays.asList(keys).subList(key, end));
    }
    byte[] found = values[key % TOGETHER];
    source(files, keys[key], found);
    return found;
  }

  /** Tells the projection, if it asks, which file a key was found in. */
  private void source(OpenSnapshot files, byte[] key, byte[] found) {
    if (found != null && projection.readsFile()) {
      projection.fromFile(files.fileOf(key));
    }
  }

  @Override
  public InternalRow get() {
    return projection.row(value, Platform.BYTE_ARRAY_OFFSET, value.length);
  }

  @Override
  public void close() {
    opened.close();
  }
}
