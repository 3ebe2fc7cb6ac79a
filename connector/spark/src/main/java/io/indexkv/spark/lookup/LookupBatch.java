/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.store.read.LayeredLookup;
import io.indexkv.store.read.OpenSnapshot;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Encoded keys that are looked up together. For one thread. */
final class LookupBatch {
  private final OpenSnapshot files;
  private final LayeredLookup lookup;
  private final int[] numbers;
  private final int[] ends;
  private final long[] addresses;
  private final int[] lengths;
  private byte[] bytes = {};
  private int count;

  LookupBatch(OpenSnapshot files, int size) {
    this.files = files;
    lookup = files.lookup();
    numbers = new int[size];
    ends = new int[size];
    addresses = new long[size];
    lengths = new int[size];
  }

  boolean full() {
    return count == numbers.length;
  }

  void add(int number, byte[] key) {
    int start = count == 0 ? 0 : ends[count - 1];
    int end = Math.addExact(start, key.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 8, 2L * end));
    }
    System.arraycopy(key, 0, bytes, start, key.length);
    numbers[count] = number;
    ends[count++] = end;
  }

  /**
   * Looks all keys up and forgets them. For each entry found, points {@code row} at it and calls
   * {@code hit} with the key's index.
   */
  void find(UnsafeRow row, IntConsumer hit) {
    lookup.find(bytes, ends, count, addresses, lengths);
    try {
      files.look(count);
      for (int i = 0; i < count; i++) {
        if (addresses[i] != 0) {
          row.pointTo(null, addresses[i], lengths[i]);
          hit.accept(numbers[i]);
        }
      }
      files.look(count);
    } catch (InternalError e) {
      throw files.fault(e);
    }
    Reference.reachabilityFence(lookup);
    count = 0;
  }
}
