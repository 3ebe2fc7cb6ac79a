/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.LayeredLookup;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;

/**
 * The encoded keys of a batch, one after the other in a buffer that is used again. Keys that equal
 * the one before are kept, and looked up, once.
 */
final class KeyBytes {
  private byte[] bytes = new byte[1 << 12];
  private final int[] ends;
  private final EqualKeyRuns runs;
  private int length;
  private int kept;

  KeyBytes(int keys) {
    ends = new int[keys];
    runs = new EqualKeyRuns(keys);
  }

  void clear() {
    length = 0;
    kept = 0;
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
    if (repeatsTheLast()) {
      length = ends[kept - 1];
    } else {
      ends[kept++] = length;
    }
    runs.numbers[index] = kept - 1;
  }

  private boolean repeatsTheLast() {
    if (kept == 0) {
      return false;
    }
    int begin = ends[kept - 1];
    int before = kept == 1 ? 0 : ends[kept - 2];
    return length - begin == begin - before
        && Arrays.equals(bytes, before, begin, bytes, begin, length);
  }

  /** As {@link LayeredLookup#find(byte[], int[], int, long[], int[])}. */
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    if (kept == asked) {
      return lookup.find(bytes, ends, asked, addresses, lengths);
    }
    lookup.find(bytes, ends, kept, runs.addresses, runs.lengths);
    return runs.spread(asked, addresses, lengths);
  }
}
