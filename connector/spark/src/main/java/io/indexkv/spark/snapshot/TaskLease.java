/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.Faults;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotReader;
import java.io.Closeable;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A store, open for the running task. Its files stay mapped as long as anybody can read them: a row
 * of an unmapped file would end the JVM.
 *
 * <p>Who goes on with the rows of a task calls {@link #enter} first; usually that is the task's own
 * thread, which has left the rows when it ends the task, so that the files can be unmapped then.
 * But Spark lets other threads read a task's rows, to feed them to another process, and such a
 * thread may be reading when the task ends. Then the files stay mapped until nothing refers to the
 * lease any more. Nobody can enter once the task has ended. Lookup joins and scans alike hold one.
 *
 * <p>A task that has read files which somebody has cut short meanwhile fails, at the latest when it
 * ends: an exception of what Spark calls then makes the task fail.
 */
public final class TaskLease implements Closeable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** Those whose task has not ended. */
  private static final Set<TaskLease> OPEN = ConcurrentHashMap.newKeySet();

  private final SnapshotReader reader;
  private final TaskContext task = TaskContext.get();

  /** Who entered last; a thread finds itself here only if it has {@link #arrive}d. */
  private Thread last;

  private volatile Thread first;
  private volatile boolean several;
  private volatile boolean ended;

  private TaskLease(SnapshotReader reader) {
    this.reader = reader;
  }

  /** Maps the files that have keys of a slice, until the task ends. */
  public static TaskLease open(PinnedStore store, KeySlice slice) {
    return open(store, slice, ReadMode.mapped());
  }

  /**
   * Likewise in a mode. A thread that Spark has not told what its task is must see to it that the
   * lease is closed when the task ends.
   */
  public static TaskLease open(PinnedStore store, KeySlice slice, ReadMode mode) {
    TaskLease lease = new TaskLease(store.open(slice, mode));
    OPEN.add(lease);
    if (lease.task != null) {
      TaskCompletionListener end = context -> lease.close();
      lease.task.addTaskCompletionListener(end);
    }
    return lease;
  }

  /**
   * What to throw in place of an error that the JVM has thrown where the current task was reading.
   * Spark would end the process for the error itself.
   *
   * @throws InternalError the error, if it was thrown for something else
   * @throws CorruptFileException if a file that the task has leased was cut short
   */
  public static CorruptFileException fault(InternalError error) {
    if (!Faults.is(error)) {
      throw error;
    }
    TaskContext task = TaskContext.get();
    for (TaskLease lease : OPEN) {
      if (lease.task == task) {
        lease.requireWhole();
      }
    }
    CorruptFileException failure = Faults.unexplained("a store that the task reads");
    failure.addSuppressed(error);
    return failure;
  }

  private synchronized void requireWhole() {
    if (!ended) {
      files().requireWhole();
    }
  }

  public OpenSnapshot files() {
    return reader.files();
  }

  /**
   * Before the current thread reads what a lookup or a scan has found, or looks for more.
   *
   * @throws IllegalStateException if the task has ended
   */
  public void enter() {
    if (Thread.currentThread() != last) {
      arrive(Thread.currentThread());
    }
    // after the thread is known: either this sees the end, or the end sees the thread
    if (ended) {
      throw new IllegalStateException(
          "the task that these rows belong to has ended: no more of them can be read");
    }
  }

  private synchronized void arrive(Thread thread) {
    if (first == null) {
      first = thread;
    } else if (first != thread) {
      several = true;
    }
    last = thread;
  }

  /**
   * By the thread of the task, when it has ended. Idempotent.
   *
   * @throws CorruptFileException if a file was cut short since it was leased; it is closed then too
   */
  @Override
  public synchronized void close() {
    if (ended) {
      return;
    }
    OPEN.remove(this);
    try {
      requireWhole();
    } finally {
      ended = true;
      closeReader();
    }
  }

  private void closeReader() {
    if (several || first != null && first != Thread.currentThread()) {
      SnapshotReader open = reader;
      CLEANER.register(this, open::close);
    } else {
      reader.close();
    }
  }
}
