/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.index.BlockIndex;

/** The entries of one file from a key (inclusive) to a key (exclusive). */
final class RangeCursor extends ForwardingCursor {
  private final byte[] to;
  private boolean first;
  private boolean ended;

  /** A cursor between two keys; null in {@code from} or {@code to} means unbounded. */
  RangeCursor(DataSpace data, BlockIndex blocks, byte[] from, byte[] to) {
    super(data.cursor(0));
    this.to = to;
    if (from != null && data.length() > 0) {
      long block = blocks.search(from);
      cursor.seek(blocks.firstEntryFrom(block));
      ended = !cursor.next();
      if (!ended) {
        blocks.expectKey(block, cursor.keyAddress(), cursor.keyLength());
      }
      while (!ended && cursor.compareKey(from) < 0) {
        ended = !cursor.next();
      }
      first = !ended;
    }
  }

  @Override
  public boolean next() {
    if (ended) {
      return false;
    }
    if (first) {
      first = false;
    } else if (!cursor.next()) {
      ended = true;
      return false;
    }
    ended = isBehind();
    return !ended;
  }

  /** Whether the current entry is behind the range. */
  private boolean isBehind() {
    return to != null && cursor.compareKey(to) >= 0;
  }

  @Override
  public int nextValues(long[] addresses, int[] lengths, int max) {
    if (max == 0 || !next()) {
      return 0;
    }
    int count = 0;
    do {
      addresses[count] = cursor.valueAddress();
      lengths[count++] = cursor.valueLength();
      if (count == max || !cursor.nextInPlace()) {
        return count;
      }
      ended = isBehind();
    } while (!ended);
    return count;
  }
}
