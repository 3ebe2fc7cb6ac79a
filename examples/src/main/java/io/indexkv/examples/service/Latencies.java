/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import java.util.Locale;

/** Counts times in buckets of 3 percent. For one thread, until they are added up. */
final class Latencies {
  private static final int SHIFT = 5;
  private static final int SUB = 1 << SHIFT;

  private final long[] counts = new long[64 * SUB];
  private long total;
  private long max;

  void add(long nanos) {
    counts[bucket(nanos)]++;
    total++;
    max = Math.max(max, nanos);
  }

  void addAll(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
    max = Math.max(max, other.max);
  }

  private static int bucket(long nanos) {
    if (nanos < SUB) {
      return (int) nanos;
    }
    int shift = 63 - Long.numberOfLeadingZeros(nanos) - SHIFT;
    return (shift + 1) * SUB + (int) (nanos >>> shift) - SUB;
  }

  /** The largest time of a bucket. */
  private static long top(int bucket) {
    if (bucket < SUB) {
      return bucket;
    }
    int shift = bucket / SUB - 1;
    return (long) (SUB + bucket % SUB + 1) << shift;
  }

  long total() {
    return total;
  }

  /** The time within which this share of all was done, in nanoseconds. */
  long within(double share) {
    long wanted = (long) Math.ceil(share * total);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Math.min(top(i), max);
      }
    }
    return 0;
  }

  /** A row of a table: requests, and times in milliseconds. */
  String row(String name, double seconds) {
    return String.format(
        Locale.ROOT,
        "| %s | %,d | %,.0f | %.2f | %.2f | %.2f | %.1f |",
        name,
        total,
        total / seconds,
        within(0.5) / 1e6,
        within(0.99) / 1e6,
        within(0.999) / 1e6,
        max / 1e6);
  }
}
