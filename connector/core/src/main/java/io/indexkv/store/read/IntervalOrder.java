/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.OverlappingIntervalsException;
import java.util.Arrays;

/** Checks that intervals do not overlap, as they come in key order. Not thread-safe. */
public final class IntervalOrder {
  private final IntervalRows rows;
  private byte[] key;
  private int prefix;
  private byte[] end;

  public IntervalOrder(IntervalRows rows) {
    this.rows = rows;
  }

  /** Forgets the entries so far. */
  public void clear() {
    key = null;
  }

  /**
   * Takes the next entry.
   *
   * @throws OverlappingIntervalsException if it overlaps the one before, or ends before it begins;
   *     the message shows both
   */
  public void add(
      byte[] keys, int keyOffset, int keyLength, byte[] values, int valueOffset, int valueLength) {
    int start = rows.prefix(keys, keyOffset, keyLength);
    byte[] nextEnd = rows.end(values, valueOffset, valueLength);
    byte[] next = Arrays.copyOfRange(keys, keyOffset, keyOffset + keyLength);
    if (nextEnd != null && compareStart(nextEnd, next, start) < 0) {
      throw new OverlappingIntervalsException(
          "the interval %s%s ends before it begins (columns %s): correct the row"
              .formatted(text(next, start, nextEnd), rows.prefixText(next, start), rows.columns()));
    }
    if (key != null && start == prefix && Arrays.equals(key, 0, prefix, next, 0, prefix)) {
      int order = end == null ? 1 : compareStart(end, next, start);
      if (order > 0 || order == 0 && rows.endIncluded()) {
        throw new OverlappingIntervalsException(
            ("the intervals %s and %s%s overlap (columns %s). The store declares that none do:"
                    + " correct one of the rows, or write the store without the option interval")
                .formatted(
                    text(key, prefix, end),
                    text(next, start, nextEnd),
                    rows.prefixText(next, start),
                    rows.columns()));
      }
    }
    key = next;
    prefix = start;
    end = nextEnd;
  }

  private static int compareStart(byte[] end, byte[] key, int from) {
    return Arrays.compareUnsigned(end, 0, end.length, key, from, key.length);
  }

  private String text(byte[] entry, int from, byte[] endBytes) {
    return rows.text(Arrays.copyOfRange(entry, from, entry.length), endBytes);
  }
}
