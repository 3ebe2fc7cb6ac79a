/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

/**
 * What was found for the runs of equal keys of a batch, each of which is looked up once. For one
 * thread.
 */
final class EqualKeyRuns {
  /** The run that each key is in. */
  final int[] numbers;

  /** What was found for each run. */
  final long[] addresses;

  final int[] lengths;

  EqualKeyRuns(int size) {
    numbers = new int[size];
    addresses = new long[size];
    lengths = new int[size];
  }

  /** Gives each key what was found for its run; how many of the keys are hits. */
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
