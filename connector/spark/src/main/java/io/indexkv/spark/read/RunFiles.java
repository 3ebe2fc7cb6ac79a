/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import java.util.List;

/** Opens the files of one run after the other, for the running task. Not thread-safe. */
final class RunFiles implements AutoCloseable {
  private final PinnedStore store;
  private final ScanMode mode;
  private final List<KeySlice> runs;
  private int next;
  private TaskLease lease;

  RunFiles(PinnedStore store, ScanMode mode, List<KeySlice> runs) {
    this.store = store;
    this.mode = mode;
    this.runs = runs;
  }

  /** Opens the files of the next run and closes the ones before; false if there is no more run. */
  boolean open() {
    if (next == runs.size()) {
      return false;
    }
    TaskLease opened = TaskLease.open(store, runs.get(next), mode.readMode());
    // only now: a caller that asks again after a failure gets the same run
    next++;
    TaskLease before = lease;
    lease = opened;
    if (before != null) {
      before.close();
    }
    return true;
  }

  /** The number of the run whose files are open. */
  int run() {
    return next - 1;
  }

  TaskLease lease() {
    return lease;
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
  }
}
