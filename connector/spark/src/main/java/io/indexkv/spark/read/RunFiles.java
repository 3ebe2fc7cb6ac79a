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

  /** Closes the files of the run before and opens those of the next; false if there is none. */
  boolean open() {
    if (next == runs.size()) {
      return false;
    }
    // first: a file that was cut short fails the task before the next run begins
    close();
    lease = TaskLease.open(store, runs.get(next), mode.readMode());
    next++;
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
