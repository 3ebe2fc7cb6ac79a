/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.spark.codec.PinnedStore;
import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** A lookup table as the tasks of a JVM have it open: each for itself. Thread-safe. */
final class OpenTables<T> implements Closeable {
  /** No task has this number. */
  private static final long NO_TASK = -1;

  private final Map<Long, OpenTable<T>> open = new HashMap<>();
  private boolean closed;

  /**
   * The table of the current task, or outside of tasks the one that all share.
   *
   * @throws IllegalStateException if these are closed
   */
  synchronized OpenTable<T> ofTask(PinnedStore store, FoundRow<T> found) {
    if (closed) {
      throw new IllegalStateException(
          "the lookup table of store %s version %d is closed: load it again"
              .formatted(store.location(), store.version()));
    }
    TaskContext task = TaskContext.get();
    long number = task == null ? NO_TASK : task.taskAttemptId();
    OpenTable<T> table = open.get(number);
    if (table == null) {
      table = OpenTable.open(store, found);
      open.put(number, table);
      if (task != null) {
        TaskCompletionListener end = context -> close(number);
        task.addTaskCompletionListener(end);
      }
    }
    return table;
  }

  /** Closes what is open, and lets nobody open anything any more. Idempotent. */
  @Override
  public void close() {
    List<OpenTable<T>> tables;
    synchronized (this) {
      closed = true;
      tables = List.copyOf(open.values());
      open.clear();
    }
    tables.forEach(OpenTable::close);
  }

  private void close(long number) {
    OpenTable<T> table;
    synchronized (this) {
      table = open.remove(number);
    }
    if (table != null) {
      table.close();
    }
  }
}
