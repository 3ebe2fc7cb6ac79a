/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.EntryCursor;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.OpenSnapshot;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.unsafe.Platform;

/**
 * Walks ranges of keys. Spark closes it when the task ends. The lease handles other threads that
 * may still read rows then.
 */
final class RangePartitionReader implements PartitionReader<InternalRow> {
  private final RunFiles files;
  private final List<KeyRun> runs;
  private final RowProjection projection;
  private final boolean backward;
  private long left;
  private Iterator<KeySlice> slices;
  private RowsAhead rows;

  /** True after a failure between two slices: going on would leave keys out. */
  private boolean failed;

  RangePartitionReader(RunFiles files, RangePartition partition, RowProjection projection) {
    this.files = files;
    this.runs = partition.runs();
    this.projection = projection;
    this.backward = partition.backward();
    this.left = partition.rows();
    if (nextRun()) {
      nextSlice();
    }
  }

  @Override
  public boolean next() {
    if (failed) {
      throw new IllegalStateException("the scan has failed and cannot go on");
    }
    if (rows == null || left == 0) {
      return false;
    }
    files.lease().enter();
    while (!rows.next()) {
      failed = true;
      while (!slices.hasNext()) {
        if (!nextRun()) {
          failed = false;
          return false;
        }
      }
      nextSlice();
      failed = false;
    }
    left--;
    return true;
  }

  private boolean nextRun() {
    if (!files.open()) {
      return false;
    }
    slices = inOrder(runs.get(files.run())).iterator();
    return true;
  }

  private List<KeySlice> inOrder(KeyRun run) {
    return backward ? run.backward() : run.slices();
  }

  private void nextSlice() {
    files.lease().enter();
    KeySlice slice = slices.next();
    try {
      OpenSnapshot open = files.lease().files();
      EntryCursor entries =
          backward
              ? open.scanBackward(slice.from(), slice.to())
              : open.scan(slice.from(), slice.to());
      rows = projection.readsFile() ? RowsAhead.withFiles(entries, open) : RowsAhead.of(entries);
    } catch (InternalError e) {
      throw TaskLease.fault(e);
    }
  }

  @Override
  public InternalRow get() {
    files.lease().enter();
    if (projection.readsFile()) {
      projection.fromFile(rows.file());
    }
    return projection.row(
        rows.bytes(), Platform.BYTE_ARRAY_OFFSET + (long) rows.offset(), rows.length());
  }

  @Override
  public void close() {
    files.close();
  }
}
