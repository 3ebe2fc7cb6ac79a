/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.store.LayeredLookup;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;

/** The encoded keys of a batch, one after the other in a buffer that is used again. */
final class KeyBytes {
  private byte[] bytes = new byte[1 << 12];
  private final int[] ends;
  private int length;

  KeyBytes(int keys) {
    ends = new int[keys];
  }

  void clear() {
    length = 0;
  }

  /** Adds bytes to the key that has not ended yet. */
  void append(byte[] from, int offset, int size) {
    append(from, (long) Platform.BYTE_ARRAY_OFFSET + offset, size);
  }

  /** Likewise from an offset of BASE, or from an address if that is null. */
  void append(Object base, long offset, int size) {
    int end = Math.addExact(length, size);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(1 << 30, 2L * end)));
    }
    Platform.copyMemory(base, offset, bytes, (long) Platform.BYTE_ARRAY_OFFSET + length, size);
    length = end;
  }

  /** Ends key number INDEX. */
  void end(int index) {
    ends[index] = length;
  }

  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    return lookup.find(bytes, ends, asked, addresses, lengths);
  }
}
