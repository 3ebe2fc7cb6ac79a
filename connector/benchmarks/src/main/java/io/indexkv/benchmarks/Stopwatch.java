/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

/** Measures work by the wall clock. */
public final class Stopwatch {
  private final long started = System.nanoTime();

  public double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Does the work, prints how long it took, and returns the seconds. */
  public static double print(String what, Runnable work) {
    Stopwatch watch = new Stopwatch();
    work.run();
    double seconds = watch.seconds();
    System.out.printf("wrote %s in %.1f s%n", what, seconds);
    return seconds;
  }
}
