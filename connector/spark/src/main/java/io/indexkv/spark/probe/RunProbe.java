/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.index.Faults;
import io.indexkv.spark.planning.KeyAccess;
import io.indexkv.spark.snapshot.TaskLease;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.OpenSnapshot;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/**
 * The runs of entries that a batch of probe rows asks for. The order of calls for a batch is:
 * {@link #begin}; {@link #add} or {@link #addAbsent} for each row; {@link #find}; then {@link
 * #seek} and {@link #next} for each row. For one thread.
 *
 * <p>The running task leases the store ({@link TaskLease}). Rows found are read in place and copied
 * before they are passed on.
 */
public final class RunProbe implements TimedProbe {
  private final TaskLease lease;
  private final ProbeMetrics metrics;
  private final AskedRun run;
  private final RunEntries entries;
  private int count;

  /** Whether the metrics know of the row whether it has an entry. */
  private boolean counted;

  private long allNanos;

  /**
   * Opens the store for the running task, until the task ends.
   *
   * @param prefixColumns number of key columns for which each row has a value
   */
  public RunProbe(ProbeSpec spec, int prefixColumns, KeyAccess access) {
    lease = TaskLease.open(spec.store(), KeySlice.all());
    metrics = spec.metrics();
    metrics.add(lease.opening());
    run = new AskedRun(spec.store().key(), prefixColumns, access);
    entries = entries(lease.files(), access);
    ProbeMemory.watch(this, spec.store(), KeySlice.all(), lease);
  }

  private RunEntries entries(OpenSnapshot files, KeyAccess access) {
    if (access.isLongestPrefix()) {
      return new PrefixRuns(files);
    }
    return access.isBackward()
        ? new BackwardRuns(files, access, run.isLast())
        : new ForwardRuns(files);
  }

  /**
   * Checks in with the lease. The current thread calls this before it continues with the rows of
   * the task.
   *
   * @throws IllegalStateException if the task has ended
   */
  public void enter() {
    lease.enter();
  }

  /** The run of the next row. */
  public AskedRun run() {
    return run;
  }

  /**
   * Starts a batch of at most {@link Probe#ROWS} rows.
   *
   * @throws InternalError if the batch before was read from a file that was cut short meanwhile
   */
  public void begin() {
    Faults.settle();
    count = 0;
    entries.begin();
  }

  /**
   * Adds a row with the run that was put.
   *
   * @param hasLower whether the lower bound was put; else the run begins where the prefix does
   * @param hasUpper whether the upper bound was put; else the run ends where the prefix does
   */
  public void add(boolean hasLower, boolean hasUpper) {
    if (run.end(hasLower, hasUpper)) {
      entries.add(run);
      count++;
    } else {
      addAbsent();
    }
  }

  /** Adds a row that has no match. */
  public void addAbsent() {
    entries.addNothing();
    count++;
  }

  /** Looks up where the runs of the batch begin, and checks that the files are whole. */
  public void find() {
    OpenSnapshot files = lease.files();
    long start = System.nanoTime();
    try {
      entries.find();
      files.look(count);
    } catch (InternalError e) {
      throw files.fault(e);
    }
    long nanos = System.nanoTime() - start;
    allNanos += nanos;
    metrics.add(count, nanos);
  }

  /** Moves before the first entry of a row's run. */
  public void seek(int row) {
    counted = false;
    entries.seek(row);
  }

  /** Points {@code reused} at the next entry of the run; false at its end. */
  public boolean next(UnsafeRow reused) {
    boolean found = entries.next(reused);
    if (!counted) {
      metrics.add(found);
      counted = true;
    }
    return found;
  }

  @Override
  public long nanos() {
    return allNanos;
  }

  @Override
  public ProbeMetrics metrics() {
    return metrics;
  }
}
