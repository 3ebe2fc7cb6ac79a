/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.OpenSnapshot;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** Opens the slices of a task one after the other, with their files. Not thread-safe. */
final class SliceCursors implements AutoCloseable {
  private final RunFiles files;
  private final List<KeyRun> runs;
  private final boolean backward;
  private Iterator<KeySlice> slices = Collections.emptyIterator();

  /** True after a failure between two slices: going on would leave keys out. */
  private boolean failed;

  SliceCursors(RunFiles files, RangePartition partition) {
    this.files = files;
    this.runs = partition.runs();
    this.backward = partition.backward();
  }

  /** The entries of the next slice; null if there is none. */
  EntryCursor next() {
    if (failed) {
      throw new IllegalStateException("the scan has failed and cannot go on");
    }
    failed = true;
    EntryCursor cursor = nextRun() ? cursor(slices.next()) : null;
    failed = false;
    return cursor;
  }

  private boolean nextRun() {
    while (!slices.hasNext()) {
      if (!files.open()) {
        return false;
      }
      KeyRun run = runs.get(files.run());
      slices = (backward ? run.backward() : run.slices()).iterator();
    }
    return true;
  }

  private EntryCursor cursor(KeySlice slice) {
    enter();
    try {
      return backward
          ? files.lease().files().scanBackward(slice.from(), slice.to())
          : files.lease().files().scan(slice.from(), slice.to());
    } catch (InternalError e) {
      throw TaskLease.fault(e);
    }
  }

  /** The files of the slice. */
  OpenSnapshot files() {
    return files.lease().files();
  }

  /** Checks in, see {@link TaskLease#enter()}. */
  void enter() {
    files.lease().enter();
  }

  @Override
  public void close() {
    files.close();
  }
}
