/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.store.LayeredLookup;
import io.indexkv.store.SnapshotReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;
import org.apache.spark.util.TaskCompletionListener;

/**
 * The keys of a batch of probe rows, and what the store has for them. A batch is {@link #begin},
 * then the rows in order with {@code add}, then {@link #find}, then the results. Allocates nothing
 * per row. For one thread. Public because generated code calls it.
 *
 * <p>The store is leased until the task ends, so that rows handed downstream stay valid as long as
 * the task.
 */
public abstract sealed class Probe permits IntegerProbe, StringProbe {
  /**
   * Most rows of a batch: enough for their memory latencies to overlap, few enough for what they
   * touched to be in the nearer caches when the rows are joined.
   */
  public static final int ROWS = 512;

  private final LayeredLookup lookup;
  private final Keep keep;
  private final ProbeMetrics metrics;

  private final int[] rows = new int[ROWS];
  private final long[] addresses = new long[ROWS];
  private final int[] lengths = new int[ROWS];
  private final boolean[] absent = new boolean[ROWS];
  private int count;
  private int current;
  private int dropped;
  private boolean anyAbsent;

  Probe(ProbeSpec spec) {
    try {
      SnapshotReader reader = spec.store().open();
      TaskCompletionListener close = context -> reader.close();
      TaskContext.get().addTaskCompletionListener(close);
      lookup = reader.files().lookup(spec.touched());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "cannot open store " + spec.store().location() + " version " + spec.store().version(), e);
    }
    keep = spec.keep();
    metrics = spec.metrics();
  }

  /** Starts a batch of at most {@link #ROWS} rows. */
  public final void begin() {
    if (anyAbsent) {
      Arrays.fill(absent, false);
    }
    anyAbsent = false;
    dropped = 0;
    count = 0;
    beginKeys();
  }

  /** Adds a row whose key is null, or a value that the store's key type does not have. */
  public final void addAbsent(int row) {
    if (keep == Keep.HITS) {
      dropped++;
      return;
    }
    addNoKey(count);
    absent[count] = true;
    anyAbsent = true;
    rows[count++] = row;
  }

  /** Looks all keys up. Afterwards only the rows of interest are left, in order. */
  public final void find() {
    int asked = count;
    long start = System.nanoTime();
    int hits = find(lookup, asked, addresses, lengths);
    long nanos = System.nanoTime() - start;
    if (anyAbsent) {
      for (int i = 0; i < asked; i++) {
        if (absent[i] && addresses[i] != 0) {
          addresses[i] = 0;
          hits--;
        }
      }
    }
    metrics.add((long) asked + dropped, hits, nanos);
    if (keep == Keep.HITS && hits < asked) {
      keepHits(asked);
    } else if (keep == Keep.MISSES) {
      keepMisses(asked);
    }
  }

  private void keepHits(int asked) {
    int kept = 0;
    for (int i = 0; i < asked; i++) {
      long address = addresses[i];
      rows[kept] = rows[i];
      addresses[kept] = address;
      lengths[kept] = lengths[i];
      kept += address != 0 ? 1 : 0;
    }
    count = kept;
  }

  private void keepMisses(int asked) {
    int kept = 0;
    for (int i = 0; i < asked; i++) {
      rows[kept] = rows[i];
      kept += addresses[i] == 0 ? 1 : 0;
    }
    Arrays.fill(addresses, 0, kept, 0);
    count = kept;
  }

  /** Before {@link #find}: how many rows need a lookup. After it: how many are of interest. */
  public final int count() {
    return count;
  }

  /** The number with which result I was added. */
  public final int row(int i) {
    return rows[i];
  }

  /** Makes result I the one that {@link #match(UnsafeRow)} is about. */
  public final void seek(int i) {
    current = i;
  }

  /** {@link #match(int, UnsafeRow)} for the result sought last. */
  public final UnsafeRow match(UnsafeRow reused) {
    return match(current, reused);
  }

  /** REUSED pointed at the store's row for result I, or null if its key is not in the store. */
  public final UnsafeRow match(int i, UnsafeRow reused) {
    long address = addresses[i];
    if (address == 0) {
      return null;
    }
    reused.pointTo(null, address, lengths[i]);
    return reused;
  }

  /** Adds a row with an integer key. */
  public abstract void add(int row, long key);

  /** Adds a row with a string key, whose bytes are copied. */
  public abstract void add(int row, UTF8String key);

  /** Adds the rows from FROM to before TO with their keys in a vector. */
  public abstract void addAll(ColumnVector keys, int from, int to);

  /**
   * Adds, numbered from 0, the rows that are left in another probe, with the keys that the vector
   * has at these rows.
   */
  public abstract void addAll(ColumnVector keys, Probe left);

  abstract void beginKeys();

  /** Puts any key at INDEX; what is found for it is ignored. */
  abstract void addNoKey(int index);

  abstract int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths);

  /** The index for the key of ROW, which is added. */
  final int next(int row) {
    rows[count] = row;
    return count++;
  }

  /** Adds the rows from FROM to before TO, whose keys the caller has put at the indexes from 0. */
  final void nextAll(int from, int to) {
    int n = to - from;
    for (int i = 0; i < n; i++) {
      rows[i] = from + i;
    }
    count = n;
  }
}
