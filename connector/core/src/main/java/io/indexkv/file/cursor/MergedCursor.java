/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.cursor;

import io.indexkv.file.bytes.Memory;
import java.util.List;

/**
 * Merges the entries of several sources, in ascending or descending key order. If several sources
 * have the same key, the first of them in the list wins unless {@link Ties} say otherwise. The
 * other entries are skipped.
 */
public final class MergedCursor implements EntryCursor {
  /** Receives the keys that several sources have. */
  public interface Ties {
    /**
     * Two sources stand at entries with the same key. An exception ends the merge.
     *
     * @param winner place in the list of the source whose entry is taken
     * @param loser place in the list of the source whose entry is skipped
     */
    void tie(int winner, int loser);

    /**
     * Whether the entry of source {@code a} wins over the one of source {@code b}, which has the
     * same key. By default the source that is first in the list wins.
     */
    default boolean wins(int a, int b) {
      return a < b;
    }
  }

  private final EntryCursor[] sources;
  private final Ties ties;
  private final boolean backward;

  /** The first 8 bytes of each source's key as an unsigned number. Zeros fill up shorter keys. */
  private final long[] words;

  /**
   * A heap of the sources that have entries left. On top is the source with the smallest key; among
   * equal keys it is the one that wins.
   */
  private final int[] heap;

  private int size;
  private boolean started;
  private Throwable failure;

  private MergedCursor(List<? extends EntryCursor> sources, Ties ties, boolean backward) {
    this.sources = sources.toArray(EntryCursor[]::new);
    this.ties = ties;
    this.backward = backward;
    words = new long[this.sources.length];
    heap = new int[this.sources.length];
  }

  /** Merges sources in ascending key order. */
  public static MergedCursor forward(List<? extends EntryCursor> sources) {
    return forward(sources, (winner, loser) -> {});
  }

  /** Merges sources in ascending key order and reports the keys that several of them have. */
  public static MergedCursor forward(List<? extends EntryCursor> sources, Ties ties) {
    return new MergedCursor(sources, ties, false);
  }

  /** Merges sources in descending key order. The merged cursor descends, too. */
  public static MergedCursor backward(List<? extends EntryCursor> sources) {
    return new MergedCursor(sources, (winner, loser) -> {}, true);
  }

  @Override
  public boolean next() {
    if (failure != null) {
      throw FailedScan.after(failure);
    }
    try {
      return merge();
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private boolean merge() {
    if (!started) {
      start();
    } else if (size > 0) {
      advance(0);
    }
    // equal keys are at 1, at 2, or below one of these two that is equal itself
    for (int at = 1; at <= 2 && at < size; ) {
      if (compare(heap[0], heap[at]) == 0) {
        ties.tie(heap[0], heap[at]);
        advance(at);
        at = 1;
      } else {
        at++;
      }
    }
    return size > 0;
  }

  private void start() {
    started = true;
    for (int s = 0; s < sources.length; s++) {
      if (sources[s].next()) {
        words[s] = word(sources[s]);
        heap[size++] = s;
      }
    }
    for (int at = size / 2 - 1; at >= 0; at--) {
      down(at);
    }
  }

  /** Moves the source at a place of the heap to its next entry. */
  private void advance(int at) {
    int source = heap[at];
    if (sources[source].next()) {
      words[source] = word(sources[source]);
    } else if (at < --size) {
      heap[at] = heap[size];
    }
    down(at);
  }

  private void down(int from) {
    if (from >= size) {
      return;
    }
    int moving = heap[from];
    int at = from;
    for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], moving)) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = moving;
  }

  private boolean before(int a, int b) {
    int order = compare(a, b);
    return order < 0 || order == 0 && ties.wins(a, b);
  }

  /** Negative if source {@code a} comes before source {@code b}. */
  private int compare(int a, int b) {
    return backward ? compareKeys(b, a) : compareKeys(a, b);
  }

  private int compareKeys(int a, int b) {
    if (words[a] != words[b]) {
      return Long.compareUnsigned(words[a], words[b]);
    }
    EntryCursor x = sources[a];
    EntryCursor y = sources[b];
    return Memory.compare(x.keyAddress(), x.keyLength(), y.keyAddress(), y.keyLength());
  }

  private static long word(EntryCursor source) {
    return Memory.beginning(source.keyAddress(), source.keyLength());
  }

  /** Place in the list of the current entry's source. */
  public int source() {
    return heap[0];
  }

  private EntryCursor current() {
    return sources[heap[0]];
  }

  @Override
  public void requireWhole() {
    for (EntryCursor source : sources) {
      source.requireWhole();
    }
  }

  @Override
  public long keyAddress() {
    return current().keyAddress();
  }

  @Override
  public int keyLength() {
    return current().keyLength();
  }

  @Override
  public long valueAddress() {
    return current().valueAddress();
  }

  @Override
  public int valueLength() {
    return current().valueLength();
  }

  @Override
  public byte[] key() {
    return current().key();
  }

  @Override
  public byte[] value() {
    return current().value();
  }
}
