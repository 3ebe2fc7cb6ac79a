/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.write.EntrySink;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes entries in any order, in parts: all keys of a part are smaller than those of the next one.
 * Parts are sorted one after the other, which the processor's cache makes fast. If memory is full,
 * spills all parts to a sorted run.
 *
 * <p>Several threads can sort together, each with a sorter of its own. Only that thread may add
 * entries. Once all have added theirs, {@link #drain} merges the sorters' entries; several threads
 * can drain different parts at the same time.
 */
public final class PartSorter implements Closeable {
  private final SortOptions options;
  private final Chunks chunks;
  private final SortBuffer[] parts;
  private final SortedRuns runs;
  private long bytes;

  /** Number of entries of the largest part. */
  private int largest;

  /**
   * A sorter without entries.
   *
   * @param parts number of parts
   * @param pulse runs now and then while runs are merged into larger ones; an exception of it ends
   *     the sort
   */
  public PartSorter(SortOptions options, int parts, Runnable pulse) {
    this.options = options;
    this.parts = new SortBuffer[parts];
    chunks = Chunks.shared(options.memoryBytes(), parts);
    for (int i = 0; i < parts; i++) {
      this.parts[i] = new SortBuffer(chunks);
    }
    runs = new SortedRuns(options, pulse);
  }

  /**
   * Adds an entry. Its {@code number} tells it from others with the same key, also from those in
   * other sorters: it is larger than the numbers of the entries before.
   *
   * @throws io.indexkv.error.DuplicateKeyException if the options refuse duplicates, memory is full
   *     and the sorter finds one
   */
  public void add(int part, byte[] key, int keyLength, byte[] value, int valueLength, long number)
      throws IOException {
    SortBuffer buffer = parts[part];
    long before = buffer.unsortedBytes();
    buffer.add(key, 0, keyLength, value, 0, valueLength, number);
    largest = Math.max(largest, buffer.count());
    bytes += buffer.unsortedBytes() - before;
    if (bytes + (long) SortBuffer.SORTED_BYTES * largest >= options.memoryBytes()) {
      spill();
    }
  }

  /** Whether entries were spilled. */
  public boolean isSpilled() {
    return !runs.isEmpty();
  }

  /** Number of entries of a part in memory. */
  public int count(int part) {
    return parts[part].count();
  }

  /** Writes all entries that are in memory to a run, and frees the memory. */
  public void spillRest() throws IOException {
    spill();
    chunks.free();
  }

  private void spill() throws IOException {
    if (largest > 0) {
      runs.add(
          run -> {
            KeySort.Space space = new KeySort.Space();
            for (SortBuffer part : parts) {
              BufferDrain.drain(part, options, run, SortBuffer.NUMBER, space);
              part.forget();
            }
          });
      chunks.clear();
      bytes = 0;
      largest = 0;
    }
  }

  /**
   * Passes the entries of several sorters to {@code sink} in key order, each key once. If one of
   * the sorters is spilled, all must be, with nothing left in memory.
   *
   * @param first the first part to drain
   * @param end the part behind the last one to drain
   * @param from the smallest key of these parts; null if they are the first ones
   * @param to the smallest key of the parts behind them; null if they are the last ones
   * @param pulse runs now and then while runs are merged; an exception of it ends the merge
   * @throws io.indexkv.error.DuplicateKeyException if the options refuse duplicates and there is
   *     one
   */
  public static void drain(
      List<PartSorter> sorters,
      int first,
      int end,
      byte[] from,
      byte[] to,
      EntrySink sink,
      Runnable pulse)
      throws IOException {
    SortOptions options = sorters.get(0).options;
    if (sorters.stream().anyMatch(PartSorter::isSpilled)) {
      List<EntryCursor> all = new ArrayList<>();
      sorters.forEach(sorter -> all.addAll(sorter.runs.scan(from, to)));
      new RunMerge(options, all, null, null, pulse).drain(sink, SortBuffer.NUMBER);
      return;
    }
    KeySort.Space space = new KeySort.Space();
    for (int part = first; part < end; part++) {
      List<SortBuffer> buffers = new ArrayList<>();
      for (PartSorter sorter : sorters) {
        buffers.add(sorter.parts[part]);
      }
      BufferDrain.drain(SortBuffer.together(buffers), options, sink, 0, space);
      buffers.forEach(SortBuffer::forget);
    }
  }

  /** Deletes the runs. */
  @Override
  public void close() throws IOException {
    chunks.free();
    runs.close();
  }
}
