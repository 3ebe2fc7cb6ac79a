/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.LayeredLookup;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;

/**
 * The encoded keys of a batch, one after the other in a reused buffer. A key that equals the key
 * before is stored and looked up only once.
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

  /** Appends bytes to the current key. */
  void append(byte[] from, int offset, int size) {
    append(from, (long) Platform.BYTE_ARRAY_OFFSET + offset, size);
  }

  /**
   * Appends bytes to the current key: from an offset of {@code base}, or from an address if {@code
   * base} is null.
   */
  void append(Object base, long offset, int size) {
    int end = Math.addExact(length, size);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(1 << 30, 2L * end)));
    }
    Platform.copyMemory(base, offset, bytes, (long) Platform.BYTE_ARRAY_OFFSET + length, size);
    length = end;
  }

  /** Ends the current key, which becomes number {@code index}. */
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

  /** Looks the keys up, like {@link LayeredLookup#find(byte[], int[], int, long[], int[])}. */
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    if (kept == asked) {
      return lookup.find(bytes, ends, asked, addresses, lengths);
    }
    lookup.find(bytes, ends, kept, runs.addresses, runs.lengths);
    return runs.spread(asked, addresses, lengths);
  }
}
