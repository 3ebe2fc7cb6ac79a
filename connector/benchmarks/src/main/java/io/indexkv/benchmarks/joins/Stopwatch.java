/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

/** Wall clock. */
final class Stopwatch {
  private final long started = System.nanoTime();

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  static void print(String what, Runnable work) {
    Stopwatch watch = new Stopwatch();
    work.run();
    System.out.printf("wrote %s in %.1f s%n", what, watch.seconds());
  }
}
