/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import io.indexkv.file.PositionCursor;
import io.indexkv.file.StoreFiles;
import io.indexkv.file.format.KeyCut;

/**
 * Walks runs of entries in several files. For a batch of runs it finds all beginnings first. It
 * allocates nothing per run if the files are mapped. For one thread; valid while the files are
 * open.
 */
public final class OrderedRuns {
  private final OrderedFiles files;
  private final int count;

  // for each run the file and the position of its first entry; -1 for none
  private int[] file = new int[0];
  private long[] position = new long[0];

  // the current run
  private PositionCursor cursor;
  private int current;
  private byte[] to;
  private int toOffset;
  private int toLength;
  private boolean ended = true;

  public OrderedRuns(StoreFiles files) {
    this.files = new OrderedFiles(files);
    count = files.count();
  }

  /** Finds the first entry at or behind each key. */
  public void find(KeyBatch froms) {
    int n = froms.count();
    if (file.length < n) {
      file = new int[n];
      position = new long[n];
    }
    files.locate(KeyCut.BEFORE, froms, file, position);
    ended = true;
  }

  /**
   * Begins to walk run {@code i}, up to an exclusive end.
   *
   * @param length number of bytes of the end, 0 if the run has none
   */
  public void begin(int i, byte[] end, int offset, int length) {
    to = end;
    toOffset = offset;
    toLength = length;
    ended = position[i] < 0;
    if (!ended) {
      current = file[i];
      cursor = files.cursor(current);
      cursor.seek(position[i]);
    }
  }

  /** Moves to the next entry of the run; false at its end. */
  public boolean next() {
    if (ended) {
      return false;
    }
    while (!cursor.next()) {
      if (++current == count) {
        ended = true;
        return false;
      }
      cursor = files.cursor(current);
      cursor.seek(0);
    }
    ended =
        toLength > 0
            && !KeyCut.BEFORE.isBehind(
                cursor.keyAddress(), cursor.keyLength(), to, toOffset, toLength);
    return !ended;
  }

  /** The cursor at the current entry. */
  public PositionCursor cursor() {
    return cursor;
  }
}
