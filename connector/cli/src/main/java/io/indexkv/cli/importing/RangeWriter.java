/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.store.manifest.Layer;
import io.indexkv.store.write.LayerWriter;
import io.indexkv.store.write.WriteWatch;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sorts and writes the entries of a range of keys, in a thread of its own. The thread that reads
 * gives it batches, in order.
 */
final class RangeWriter implements Closeable, WriteWatch {
  /** Maximum number of batches that wait. */
  private static final int WAITING = 8;

  private static final int MILLIS = 200;
  private static final int LOOK = 1024;

  /** Marks the end of the batches. */
  private static final EntryBatch END = new EntryBatch();

  private final BlockingQueue<EntryBatch> queue = new ArrayBlockingQueue<>(WAITING);
  private final LayerWriter layer;
  private final Future<Layer> result;
  private EntryBatch batch = new EntryBatch();

  private volatile boolean stopped;
  private volatile long merged;
  private long counted;

  /** Makes a layer writer, which tells the watch what it does. */
  interface LayerMaker {
    LayerWriter make(WriteWatch watch);
  }

  RangeWriter(LayerMaker layers, ExecutorService threads) {
    layer = layers.make(this);
    result = threads.submit(this::work);
  }

  /** Takes an entry. */
  void add(byte[] key, int keyLength, byte[] value, int valueLength) throws IOException {
    batch.add(key, keyLength, value, valueLength);
    if (batch.isFull()) {
      send(batch);
      batch = new EntryBatch();
    }
  }

  /** Says that no entry follows. */
  void end() throws IOException {
    if (!batch.isEmpty()) {
      send(batch);
    }
    send(END);
  }

  private void send(EntryBatch full) throws IOException {
    try {
      while (!queue.offer(full, MILLIS, TimeUnit.MILLISECONDS)) {
        if (result.isDone()) {
          layer(0);
        }
      }
    } catch (InterruptedException e) {
      throw ImportThreads.interrupted();
    }
  }

  /**
   * The files, once they are complete; null if they are not after so many milliseconds.
   *
   * @throws IOException if the thread failed
   */
  Layer layer(int millis) throws IOException {
    try {
      return ImportThreads.result(result, millis);
    } catch (TimeoutException e) {
      return null;
    }
  }

  private Layer work() throws IOException, InterruptedException {
    while (true) {
      EntryBatch next = queue.poll(MILLIS, TimeUnit.MILLISECONDS);
      if (stopped) {
        throw new InterruptedException("the import failed");
      }
      if (next == END) {
        return layer.finish();
      }
      if (next != null) {
        next.drain(layer);
      }
    }
  }

  /** Number of entries that were sorted and written. */
  long merged() {
    return merged;
  }

  @Override
  public void merging(long entries) {}

  @Override
  public void merged(long bytes) {
    if (++counted % LOOK == 0) {
      merged = counted;
      pulse();
    }
  }

  @Override
  public void pulse() {
    if (stopped) {
      throw new IllegalStateException("the import failed");
    }
  }

  /** Leaves the files, which are or may be published. */
  void keep() {
    layer.keep();
  }

  /** Ends the thread, and deletes the files unless they are kept. */
  @Override
  public void close() throws IOException {
    stopped = true;
    ImportThreads.awaitEnd(result);
    layer.close();
  }
}
