/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.LayeredLookup;

/**
 * Looks up a batch of words with runs of equal words, as in sorted or skewed rows. Each run is
 * looked up once. For one thread.
 */
final class KeyRuns {
  private final long[] keys;
  private final EqualKeyRuns runs;

  KeyRuns(int size) {
    keys = new long[size];
    runs = new EqualKeyRuns(size);
  }

  /** True if the runs are long enough to be worth finding. */
  static boolean pay(long[] words, int count) {
    int repeated = 0;
    for (int i = 1; i < count; i++) {
      repeated += words[i] == words[i - 1] ? 1 : 0;
    }
    return repeated > count / 4;
  }

  /** Looks the words up, like {@link LayeredLookup#find(long[], int, long[], int[])}. */
  int find(LayeredLookup lookup, long[] words, int count, long[] found, int[] foundLengths) {
    if (!pay(words, count)) {
      return lookup.find(words, count, found, foundLengths);
    }
    // branch-free, because the end of a run is unpredictable
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
