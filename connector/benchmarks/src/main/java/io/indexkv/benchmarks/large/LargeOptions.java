/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.large;

import io.indexkv.benchmarks.Arguments;
import java.nio.file.Path;

/**
 * The options of one run.
 *
 * @param mebibytes size of all values of the store together
 * @param valueBytes length of each value, a multiple of ten
 * @param lookups number of lookups of random keys; nine in ten keys are in the store
 * @param jars jars for the executors of a cluster, separated by commas
 * @param port of Spark's pages; 0 for none
 */
record LargeOptions(
    long mebibytes,
    int valueBytes,
    long lookups,
    String master,
    String jars,
    int port,
    Path data,
    Path results) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --mebibytes N   of all values of the store (30000)
        --value-bytes N of each value, a multiple of ten (1000)
        --lookups N     random ones, nine in ten hit (1000000)
        --data DIR      keeps the store between runs (target/large-data)
        --results DIR   gets one directory per run (results)
        --master URL    (local[2])
        --jars LIST     that the executors of a cluster need (none)
        --ui PORT       shows Spark's UI, and keeps its tab and JSON (0: no UI)\
      """;

  static LargeOptions parse(String... args) {
    Arguments given = Arguments.parse(USAGE, args);
    int valueBytes = given.count("--value-bytes", 10, 1000);
    if (valueBytes % 10 != 0) {
      throw new IllegalArgumentException(
          "option --value-bytes: expected a multiple of ten, found " + valueBytes);
    }
    return new LargeOptions(
        given.number("--mebibytes", 1, 30_000),
        valueBytes,
        given.number("--lookups", 1, 1_000_000),
        given.text("--master", "local[2]"),
        given.text("--jars", ""),
        given.count("--ui", 0, 0),
        given.path("--data", "target/large-data"),
        given.path("--results", "results"));
  }

  long entries() {
    return (mebibytes << 20) / valueBytes;
  }

  /** SQL of the value of a key. */
  String value(String key) {
    return "repeat(lpad(%s, 10, '0'), %d)".formatted(key, valueBytes / 10);
  }
}
