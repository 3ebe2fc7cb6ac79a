/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.LayeredLookup;

/**
 * Looks up a batch of words in which equal ones follow each other, as in sorted or skewed rows:
 * each run of them once. For one thread.
 */
final class KeyRuns {
  private final long[] keys;
  private final EqualKeyRuns runs;

  KeyRuns(int size) {
    keys = new long[size];
    runs = new EqualKeyRuns(size);
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
    if (!pay(words, count)) {
      return lookup.find(words, count, found, foundLengths);
    }
    // without branches: where a run ends is chance
    int last = count - 1;
    int run = 0;
    for (int i = 0; i < last; i++) {
      keys[run] = words[i];
      runs.numbers[i] = run;
      run += words[i] == words[i + 1] ? 0 : 1;
    }
    keys[run] = words[last];
    runs.numbers[last] = run;
    lookup.find(keys, run + 1, runs.addresses, runs.lengths);
    return runs.spread(count, found, foundLengths);
  }
}
