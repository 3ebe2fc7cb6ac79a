/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.spark.snapshot.PinnedStore;
import java.io.Closeable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/** One lookup table in one JVM: each task opens the store for itself. Thread-safe. */
public final class TaskLookups<T> implements Closeable {
  /** A number that no task has. */
  private static final long NO_TASK = -1;

  private final Map<Long, TaskLookup<T>> open = new HashMap<>();
  private boolean closed;

  /**
   * The open table of the current task; outside of tasks, the one that all threads share.
   *
   * @throws IllegalStateException if these lookups are closed
   */
  public synchronized TaskLookup<T> ofTask(PinnedStore store, FoundRow<T> found) {
    if (closed) {
      throw new IllegalStateException(
          "the lookup table of store %s version %d is closed: load it again"
              .formatted(store.location(), store.version()));
    }
    TaskContext task = TaskContext.get();
    long number = task == null ? NO_TASK : task.taskAttemptId();
    TaskLookup<T> table = open.get(number);
    if (table == null) {
      table = TaskLookup.open(store, found);
      open.put(number, table);
      if (task != null) {
        TaskCompletionListener end = context -> close(number);
        task.addTaskCompletionListener(end);
      }
    }
    return table;
  }

  /** Closes all open tables; later attempts to open one fail. Idempotent. */
  @Override
  public void close() {
    List<TaskLookup<T>> tables;
    synchronized (this) {
      closed = true;
      tables = List.copyOf(open.values());
      open.clear();
    }
    tables.forEach(TaskLookup::close);
  }

  private void close(long number) {
    TaskLookup<T> table;
    synchronized (this) {
      table = open.remove(number);
    }
    if (table != null) {
      table.close();
    }
  }
}
