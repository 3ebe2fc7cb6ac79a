/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

import io.indexkv.file.sort.SortOptions;
import io.indexkv.file.write.Duplicates;
import io.indexkv.file.write.EntrySink;
import java.io.IOException;
import java.util.Arrays;

/**
 * Passes entries on that come in key order, each key once. The options decide what happens to a
 * repeated key.
 */
final class SortedStream implements EntrySink {
  private final SortOptions options;
  private final EntrySink sink;
  private byte[] key = new byte[64];
  private int keyLength;
  private byte[] value = new byte[256];
  private int valueLength;

  /** Number of entries so far, all in order. */
  private long entries;

  /** Whether the last entry waits, because another one with its key may replace it. */
  private boolean waiting;

  SortedStream(SortOptions options, EntrySink sink) {
    this.options = options;
    this.sink = sink;
  }

  /** Whether a key is not smaller than the last one. */
  boolean takes(byte[] next, int offset, int length) {
    return compareWithLast(next, offset, length) >= 0;
  }

  private int compareWithLast(byte[] next, int offset, int length) {
    return entries == 0
        ? 1
        : Arrays.compareUnsigned(next, offset, offset + length, key, 0, keyLength);
  }

  /** Adds an entry whose key it {@link #takes}. */
  @Override
  public void add(
      byte[] nextKey, int keyOffset, int length, byte[] nextValue, int valueOffset, int size)
      throws IOException {
    boolean repeated = compareWithLast(nextKey, keyOffset, length) == 0;
    entries++;
    if (repeated && options.duplicates() == Duplicates.FAIL) {
      throw options.duplicate(Arrays.copyOf(key, keyLength), entries - 1, entries);
    }
    if (repeated && options.duplicates() == Duplicates.FIRST) {
      return;
    }
    if (!repeated) {
      flush();
      key = room(key, length);
      keyLength = length;
      System.arraycopy(nextKey, keyOffset, key, 0, length);
    }
    if (options.duplicates() == Duplicates.LAST) {
      value = room(value, size);
      valueLength = size;
      System.arraycopy(nextValue, valueOffset, value, 0, size);
      waiting = true;
    } else {
      sink.add(nextKey, keyOffset, length, nextValue, valueOffset, size);
    }
  }

  private static byte[] room(byte[] bytes, int length) {
    return bytes.length >= length ? bytes : new byte[Math.max(length, 2 * bytes.length)];
  }

  /** Passes on the waiting entry. */
  void flush() throws IOException {
    if (waiting) {
      waiting = false;
      sink.add(key, 0, keyLength, value, 0, valueLength);
    }
  }
}
