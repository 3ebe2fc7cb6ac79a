/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.write.EntrySink;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.IntSupplier;

/**
 * Takes entries in any order and returns them in key order, each key once. Sorts in memory. If
 * memory is full, spills the entries to a sorted run; in the end it merges the runs. Not
 * thread-safe.
 */
public final class EntrySorter implements Closeable {
  private final SortOptions options;
  private final Runnable pulse;
  private final SortBuffer buffer;
  private final SortedRuns runs;
  private EntryCursor first;
  private IntSupplier lastOfFirst;

  /**
   * A sorter without entries.
   *
   * @param pulse runs now and then while runs are merged into larger ones; an exception of it ends
   *     the sort
   */
  public EntrySorter(SortOptions options, Runnable pulse) {
    this.options = options;
    this.pulse = pulse;
    buffer = new SortBuffer(options.memoryBytes());
    runs = new SortedRuns(options, pulse);
  }

  /**
   * Adds an entry. Its {@code number} tells it from others with the same key; later entries have
   * larger numbers.
   */
  public void add(
      byte[] key,
      int keyOffset,
      int keyLength,
      byte[] value,
      int valueOffset,
      int valueLength,
      long number)
      throws IOException {
    buffer.add(key, keyOffset, keyLength, value, valueOffset, valueLength, number);
    if (buffer.bytes() >= options.memoryBytes()) {
      spill();
    }
  }

  /** Whether the entries came in key order and no run was spilled. */
  public boolean isSorted() {
    return runs.isEmpty() && buffer.isSorted();
  }

  /** Memory that the sorter takes, in bytes. */
  public long bytes() {
    return buffer.bytes();
  }

  /** Number of runs written so far. */
  public int runs() {
    return runs.written();
  }

  /**
   * Adds entries that came before all others. They are in key order, have each key once, and are
   * numbered from 1. The cursor must stay valid until the entries are drained.
   */
  public void startWith(EntryCursor sorted) {
    first = sorted;
  }

  /**
   * Adds entries that came before all others, with one more byte behind each value. They are in key
   * order, have each key once, and are numbered from 1. The cursor must stay valid until the
   * entries are drained.
   *
   * @param last returns that byte for the cursor's current entry
   */
  public void startWith(EntryCursor sorted, IntSupplier last) {
    first = sorted;
    lastOfFirst = last;
  }

  /** Passes all entries to {@code sink} in key order and forgets them. */
  public void drain(EntrySink sink) throws IOException {
    if (first == null && runs.isEmpty()) {
      BufferDrain.drain(buffer, options, sink, 0, new KeySort.Space());
      buffer.clear();
      return;
    }
    if (buffer.count() > 0) {
      spill();
    }
    buffer.free();
    new RunMerge(options, runs.scan(null, null), first, lastOfFirst, pulse)
        .drain(sink, SortBuffer.NUMBER);
    runs.clear();
  }

  private void spill() throws IOException {
    KeySort.Space space = new KeySort.Space();
    runs.add(run -> BufferDrain.drain(buffer, options, run, SortBuffer.NUMBER, space));
    buffer.clear();
  }

  /** Deletes the runs. */
  @Override
  public void close() throws IOException {
    runs.close();
  }
}
