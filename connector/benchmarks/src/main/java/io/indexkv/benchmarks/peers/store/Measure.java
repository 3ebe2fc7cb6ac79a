/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.store;

/** A measure of a store. JMH takes it, or the preparation of the runs if it names no benchmark. */
public enum Measure {
  HIT("hit", "LookupBenchmark.hit", 1, "ns"),
  CHAINED("chained hit", "LookupBenchmark.chainedHit", 1, "ns"),
  MISS("miss", "LookupBenchmark.miss", 1, "ns"),
  BATCH("batch of 1,024", "LookupBenchmark.batch", 1, "ns"),
  HIT_2("hit, two threads", "LookupBenchmark.hit", 2, "ns"),
  BATCH_2("batch, two threads", "LookupBenchmark.batch", 2, "ns"),
  SCAN("scan", "ScanBenchmark.scan", 1, "s"),
  OPEN("open and get", "OpenBenchmark.open", 1, "ms"),
  BUILD("build, sorted", "BuildBenchmark.sorted", 1, "s"),
  BUILD_UNSORTED("build, unsorted", "BuildBenchmark.unsorted", 1, "s"),
  SYNC("sync", "", 1, "s"),
  SIZE("size", "", 1, "bytes"),
  RAW("raw keys and values", "", 1, "bytes"),
  HEAP("heap", "", 1, "bytes"),
  MEMORY("memory of its own", "", 1, "bytes"),
  ALLOCATION("allocation, batch", "", 1, "bytes/key");

  private final String label;
  private final String method;
  private final int threads;
  private final String unit;

  Measure(String label, String method, int threads, String unit) {
    this.label = label;
    this.method = method;
    this.threads = threads;
    this.unit = unit;
  }

  /** Class and method of the benchmark; empty if JMH does not run it. */
  public String method() {
    return method;
  }

  /** Whether a store with a cache takes long for it, and shows no more than by its hits. */
  boolean isSlowWithCache() {
    return switch (this) {
      case CHAINED, MISS, BATCH, HIT_2, BATCH_2 -> true;
      default -> false;
    };
  }

  public boolean isBenchmark() {
    return !method.isEmpty();
  }

  public int threads() {
    return threads;
  }

  /** Unit of its scores. Scores of lookups are per key and thread. */
  public String unit() {
    return unit;
  }

  public String label() {
    return label;
  }

  /** The name that options and results use. */
  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
