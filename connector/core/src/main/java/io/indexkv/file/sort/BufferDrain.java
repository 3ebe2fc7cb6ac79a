/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.write.EntrySink;
import java.io.IOException;
import java.util.Arrays;

/** Passes the entries of a buffer on in key order, each key once. */
final class BufferDrain {
  /** Number of entries whose memory is fetched together, because waiting for each takes long. */
  private static final int TOUCHED = 64;

  private final SortBuffer buffer;
  private final SortOptions options;

  private BufferDrain(SortBuffer buffer, SortOptions options) {
    this.buffer = buffer;
    this.options = options;
  }

  /**
   * Sorts a buffer and passes its entries to {@code sink}. Each value gets {@code suffix} more
   * bytes, from the number behind it. The caller empties the buffer.
   */
  static void drain(
      SortBuffer buffer, SortOptions options, EntrySink sink, int suffix, KeySort.Space space)
      throws IOException {
    KeySort.sort(buffer, space);
    new BufferDrain(buffer, options).drain(sink, suffix);
  }

  private void drain(EntrySink sink, int suffix) throws IOException {
    long[] handles = buffer.handles();
    int count = buffer.count();
    int touched = 0;
    for (int i = 0; i < count; i++) {
      if (i >= touched) {
        touched = Math.min(count, i + TOUCHED);
        buffer.touch(i, touched);
      }
      long handle = handles[i];
      while (i + 1 < count && buffer.compare(handles[i], handles[i + 1], 0) == 0) {
        handle = chosen(handle, handles[++i]);
      }
      byte[] chunk = buffer.chunk(handle);
      int keyLength = SortBuffer.keyLength(chunk, handle);
      int keyOffset = SortBuffer.keyOffset(handle);
      int valueLength = SortBuffer.valueLength(chunk, handle) + suffix;
      sink.add(chunk, keyOffset, keyLength, chunk, keyOffset + keyLength, valueLength);
    }
  }

  /** The one of two entries with the same key that stays. */
  private long chosen(long one, long other) {
    boolean inOrder = buffer.number(one) <= buffer.number(other);
    long earlier = inOrder ? one : other;
    long later = inOrder ? other : one;
    return switch (options.duplicates()) {
      case FIRST -> earlier;
      case LAST -> later;
      case FAIL -> {
        byte[] chunk = buffer.chunk(earlier);
        int at = SortBuffer.keyOffset(earlier);
        byte[] key = Arrays.copyOfRange(chunk, at, at + SortBuffer.keyLength(chunk, earlier));
        throw options.duplicate(key, buffer.number(earlier), buffer.number(later));
      }
    };
  }
}
