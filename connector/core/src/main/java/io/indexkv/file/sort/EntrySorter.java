/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.EntryCursor;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.write.EntrySink;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Takes entries in any order and returns them in key order, each key once. Sorts in memory. If
 * memory is full, spills the entries to a sorted run; in the end it merges the runs. Not
 * thread-safe.
 *
 * <p>In a run, the 8 bytes behind each value are its entry's number.
 */
public final class EntrySorter implements Closeable {
  /** Maximum number of runs that are merged at once. Each is open and mapped. */
  private static final int MAX_RUNS = 128;

  /** Number of entries whose memory is fetched together, because waiting for each takes long. */
  private static final int TOUCHED = 64;

  private final SortOptions options;
  private final Runnable pulse;
  private final SortBuffer buffer;
  private final RunFiles files;
  private List<StoreFileReader> runs = new ArrayList<>();
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
    files = new RunFiles(options.directory(), options.keyWidth());
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
    return files.written();
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
      drainBuffer(sink, 0);
      return;
    }
    if (buffer.count() > 0) {
      spill();
    }
    buffer.free();
    new RunMerge(options, runs, first, lastOfFirst, pulse).drain(sink, SortBuffer.NUMBER);
    for (StoreFileReader run : runs) {
      files.delete(run);
    }
    runs.clear();
  }

  private void spill() throws IOException {
    if (runs.size() == MAX_RUNS) {
      List<StoreFileReader> merged = runs;
      RunMerge merge = new RunMerge(options, merged, null, null, pulse);
      StoreFileReader one = files.write(run -> merge.drain(run, 0));
      for (StoreFileReader run : merged) {
        files.delete(run);
      }
      runs = new ArrayList<>(List.of(one));
    }
    runs.add(files.write(run -> drainBuffer(run, SortBuffer.NUMBER)));
  }

  /**
   * Passes the entries in memory to {@code sink} in key order. Each value gets {@code suffix} more
   * bytes, from the number behind it.
   */
  private void drainBuffer(EntrySink sink, int suffix) throws IOException {
    KeySort.sort(buffer);
    long[] handles = buffer.handles();
    int count = buffer.count();
    int touched = 0;
    for (int i = 0; i < count; i++) {
      if (i >= touched) {
        touched = Math.min(count, i + TOUCHED);
        buffer.touch(i, touched);
      }
      int chosen = i;
      while (i + 1 < count && buffer.compare(handles[i], handles[i + 1], 0) == 0) {
        chosen = chosen(handles, chosen, ++i);
      }
      long handle = handles[chosen];
      byte[] chunk = buffer.chunk(handle);
      int keyLength = SortBuffer.keyLength(chunk, handle);
      int keyOffset = SortBuffer.keyOffset(handle);
      int valueLength = SortBuffer.valueLength(chunk, handle) + suffix;
      sink.add(chunk, keyOffset, keyLength, chunk, keyOffset + keyLength, valueLength);
    }
    buffer.clear();
  }

  /** The one of two entries with the same key that stays. */
  private int chosen(long[] handles, int earlier, int later) {
    return switch (options.duplicates()) {
      case FIRST -> earlier;
      case LAST -> later;
      case FAIL -> {
        long handle = handles[earlier];
        byte[] chunk = buffer.chunk(handle);
        int at = SortBuffer.keyOffset(handle);
        byte[] key = Arrays.copyOfRange(chunk, at, at + SortBuffer.keyLength(chunk, handle));
        throw options.duplicate(key, buffer.number(handle), buffer.number(handles[later]));
      }
    };
  }

  /** Deletes the runs. */
  @Override
  public void close() throws IOException {
    files.close();
  }
}
