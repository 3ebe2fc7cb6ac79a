/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

/**
 * The results for the runs of equal keys in a batch; each run is looked up once. For one thread.
 */
final class EqualKeyRuns {
  /** For each key, the number of its run. */
  final int[] numbers;

  /** For each run, the address that was found. */
  final long[] addresses;

  final int[] lengths;

  EqualKeyRuns(int size) {
    numbers = new int[size];
    addresses = new long[size];
    lengths = new int[size];
  }

  /** Copies the result of each run to all of its keys. Returns how many keys are hits. */
  int spread(int count, long[] found, int[] foundLengths) {
    int hits = 0;
    for (int i = 0; i < count; i++) {
      int run = numbers[i];
      long address = addresses[run];
      found[i] = address;
      foundLengths[i] = lengths[run];
      hits += address == 0 ? 0 : 1;
    }
    return hits;
  }
}
