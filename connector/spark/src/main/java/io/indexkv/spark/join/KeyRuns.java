/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.store.LayeredLookup;

/**
 * Looks up a batch of words in which equal ones follow each other, as in sorted or skewed rows:
 * each run of them once. For one thread.
 */
final class KeyRuns {
  private final long[] keys;
  private final long[] addresses;
  private final int[] lengths;

  KeyRuns(int size) {
    keys = new long[size];
    addresses = new long[size];
    lengths = new int[size];
  }

  /** True if runs are so long that it pays to look for them. */
  static boolean pay(long[] words, int count) {
    int repeated = 0;
    for (int i = 1; i < count; i++) {
      repeated += words[i] == words[i - 1] ? 1 : 0;
    }
    return repeated > count / 4;
  }

  /** As {@link LayeredLookup#find(long[], int, long[], int[])}. */
  int find(LayeredLookup lookup, long[] words, int count, long[] found, int[] foundLengths) {
    if (count == 0) {
      return 0;
    }
    // without branches: where a run ends is chance
    int last = count - 1;
    int run = 0;
    for (int i = 0; i < last; i++) {
      keys[run] = words[i];
      run += words[i] == words[i + 1] ? 0 : 1;
    }
    keys[run] = words[last];
    lookup.find(keys, run + 1, addresses, lengths);
    int hits = 0;
    run = 0;
    for (int i = 0; i < count; i++) {
      long address = addresses[run];
      found[i] = address;
      foundLengths[i] = lengths[run];
      hits += address == 0 ? 0 : 1;
      run += i == last || words[i] == words[i + 1] ? 0 : 1;
    }
    return hits;
  }
}
