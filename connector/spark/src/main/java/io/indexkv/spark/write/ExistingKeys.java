/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.file.index.Faults;
import io.indexkv.spark.conf.ScanMode;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import java.io.Closeable;

/** Tells in a task whether a version has a key. Opens the version for the first key. */
final class ExistingKeys implements Closeable {
  /** After so many lookups, it checks that no file was cut short meanwhile. */
  private static final int TOGETHER = 128;

  private final PinnedStore store;
  private TaskLease lease;
  private int asked;

  ExistingKeys(PinnedStore store) {
    this.store = store;
  }

  boolean has(byte[] key, int length) {
    if (lease == null) {
      // like the scan of the same statement, which may have opened the files already
      lease = TaskLease.open(store, KeySlice.all(), ScanMode.MMAP.readMode());
    }
    lease.enter();
    try {
      boolean found = lease.files().contains(key, 0, length);
      if (++asked % TOGETHER == 0) {
        Faults.settle();
      }
      return found;
    } catch (InternalError e) {
      throw TaskLease.fault(e);
    }
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
    }
  }
}
