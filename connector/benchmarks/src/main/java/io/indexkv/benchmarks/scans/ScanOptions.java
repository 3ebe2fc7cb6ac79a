/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.scans;

import io.indexkv.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.List;

/**
 * The options of one run.
 *
 * @param runs measured runs of each query after the warm-up; 0 only compares the rows
 * @param repeats how often a query that takes milliseconds runs within one measured run
 * @param columnar whether scans of the store give batches of columns
 */
record ScanOptions(
    long rows,
    int runs,
    int repeats,
    List<ScanQuery> queries,
    boolean columnar,
    String master,
    Path data,
    Path results) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --rows N        (10000000)
        --runs N        measured runs after one warm-up; 0 only compares the rows (5)
        --repeats N     how often a query of milliseconds runs within one measured run (20)
        --queries LIST  such as count,all-columns (all)
        --columnar BOOL whether scans of the store give batches of columns (true)
        --data DIR      keeps the generated rows between runs (target/scan-data)
        --results DIR   gets one directory per run (results)
        --master URL    (local[2])""";

  static ScanOptions parse(String... args) {
    Arguments given = Arguments.parse(USAGE, args);
    List<ScanQuery> all = List.of(ScanQuery.values());
    return new ScanOptions(
        given.number("--rows", 1, 10_000_000),
        given.count("--runs", 0, 5),
        given.count("--repeats", 1, 20),
        given.named("--queries", all, all),
        given.named("--columnar", List.of("true", "false"), List.of("true")).contains("true"),
        given.text("--master", "local[2]"),
        given.path("--data", "target/scan-data"),
        given.path("--results", "results"));
  }
}
