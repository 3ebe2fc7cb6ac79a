/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.index.Faults;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.OpenSnapshot;
import io.indexkv.store.read.Opening;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotMemory;
import io.indexkv.store.read.SnapshotReader;
import java.io.Closeable;
import java.lang.ref.Cleaner;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;

/**
 * A store that is open for the running task. Its files stay mapped as long as any thread can read
 * them, because reading an unmapped file would crash the JVM.
 *
 * <p>A thread calls {@link #enter} before it continues with the rows of a task. Usually that is the
 * task's own thread. It is done with the rows when it ends the task, so the files are unmapped
 * then. But Spark lets other threads read a task's rows, to feed them to another process. Such a
 * thread may be reading when the task ends; then the files stay mapped until nothing refers to the
 * lease any more. No thread can enter after the end of the task. Lookup joins and scans both use
 * leases.
 *
 * <p>If a file that the task has read was cut short meanwhile, the task fails, at the latest when
 * it ends: Spark fails a task if its completion listener throws.
 */
public final class TaskLease implements Closeable {
  private static final Cleaner CLEANER = Cleaner.create();

  /** The leases of tasks that have not ended. */
  private static final Set<TaskLease> OPEN = ConcurrentHashMap.newKeySet();

  private final SnapshotReader reader;
  private final TaskContext task = TaskContext.get();

  /** The thread that entered last. A thread sees itself here only after it has {@link #arrive}d. */
  private Thread last;

  private volatile Thread first;
  private volatile boolean several;
  private volatile boolean ended;

  private TaskLease(SnapshotReader reader) {
    this.reader = reader;
  }

  /** Maps the files with keys of a slice, until the task ends. */
  public static TaskLease open(PinnedStore store, KeySlice slice) {
    return open(store, slice, ReadMode.mapped());
  }

  /**
   * Opens the files with keys of a slice in a read mode, until the task ends. If Spark has not set
   * the task of the calling thread, the caller must close the lease when the task ends.
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
   * The exception to throw in place of an error that the JVM threw while the current task was
   * reading. Spark would end the process because of the error itself.
   *
   * @throws InternalError the error, if it has another cause than a file
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

  /** What it took to open the files; nothing if another task had opened them. */
  public Opening opening() {
    return reader.opening();
  }

  /** Where the bytes are now. Call it only before the lease ends. */
  public SnapshotMemory memory() {
    return reader.memory();
  }

  /**
   * Checks in. The current thread calls this before it reads results of a lookup or a scan, and
   * before it asks for more.
   *
   * @throws IllegalStateException if the task has ended
   */
  public void enter() {
    if (Thread.currentThread() != last) {
      arrive(Thread.currentThread());
    }
    // after arrive: either this thread sees the end, or close() sees this thread
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
   * Ends the lease. The task's thread calls this when the task has ended. Idempotent.
   *
   * @throws CorruptFileException if a file was cut short since it was leased; the lease is closed
   *     even then
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
