/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.profile;

import java.util.Arrays;

/** How often each of the numbers from 0 to a maximum was found. For one thread. */
public final class Counts {
  private final long[] counts;

  Counts(int size) {
    counts = new long[size];
  }

  /** Counts a number; one beyond the maximum counts as the maximum. */
  void add(long number, long times) {
    counts[(int) Math.min(number, counts.length - 1)] += times;
  }

  /** How many numbers can be counted. */
  public int size() {
    return counts.length;
  }

  /** How often {@code number} was found. */
  public long of(int number) {
    return counts[number];
  }

  /** How many were counted. */
  public long total() {
    return Arrays.stream(counts).sum();
  }

  /** The mean of what was counted; 0 if nothing was. */
  public double mean() {
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      sum += (double) i * counts[i];
    }
    long total = total();
    return total == 0 ? 0 : sum / total;
  }

  /** One more than the largest number that was found; 0 if nothing was counted. */
  public int end() {
    int end = counts.length;
    while (end > 0 && counts[end - 1] == 0) {
      end--;
    }
    return end;
  }
}
