/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.file.EntryCursor;
import io.indexkv.file.Faults;
import io.indexkv.spark.codec.KeyBounds;
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
  private final KeyBounds bounds;
  private final boolean backward;
  private final byte[][] froms = new byte[Probe.ROWS][];
  private final byte[][] tos = new byte[Probe.ROWS][];
  private EntryCursor entries;
  private int count;
  private int hits;
  private boolean hit;
  private long batchNanos;
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
    bounds = new KeyBounds(spec.store().key());
    backward = access.kind() == KeyAccess.Kind.FLOOR;
    ProbeMemory.watch(this, spec.store(), KeySlice.all(), lease);
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
    tell();
    Faults.settle();
    count = 0;
    hits = 0;
  }

  /** Tells the metrics of the batch before. */
  public void tell() {
    if (count > 0) {
      metrics.add(count, hits, batchNanos);
      allNanos += batchNanos;
      batchNanos = 0;
      count = 0;
    }
  }

  /** Adds a row with the run that was put. */
  public void add(boolean bounded) {
    if (run.end(bounded)) {
      froms[count] = run.from();
      tos[count++] = run.to();
    } else {
      addAbsent();
    }
  }

  /** Adds a row that has no match. */
  public void addAbsent() {
    froms[count++] = null;
  }

  /** Looks up where the runs of the batch begin. */
  public void find() {}

  /** Moves before the first entry of a row's run. */
  public void seek(int row) {
    hit = false;
    entries = null;
    if (froms[row] == null) {
      return;
    }
    OpenSnapshot files = lease.files();
    long start = System.nanoTime();
    byte[] from = bounds.fitted(froms[row]);
    if (from != null) {
      byte[] to = tos[row] == null ? null : bounds.fitted(tos[row]);
      entries = backward ? files.scanBackward(from, to) : files.scan(from, to);
    }
    batchNanos += System.nanoTime() - start;
  }

  /** Points {@code reused} at the next entry of the run; false at its end. */
  public boolean next(UnsafeRow reused) {
    if (entries == null || !entries.next()) {
      return false;
    }
    if (!hit) {
      hit = true;
      hits++;
    }
    reused.pointTo(null, entries.valueAddress(), entries.valueLength());
    return true;
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
