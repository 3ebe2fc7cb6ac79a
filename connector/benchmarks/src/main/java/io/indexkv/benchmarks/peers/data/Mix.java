/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

/** A one-to-one scrambling of 64-bit numbers (the finalizer of SplitMix64). */
final class Mix {
  /** An odd number without pattern, to step by. */
  static final long STEP = 0x9E3779B97F4A7C15L;

  private Mix() {}

  static long of(long x) {
    long z = x + STEP;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** A number below {@code n}, evenly spread over the values of {@code random}. */
  static long below(long n, long random) {
    return Math.multiplyHigh(random >>> 1, n << 1);
  }
}
