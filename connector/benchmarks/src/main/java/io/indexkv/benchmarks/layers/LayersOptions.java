/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.layers;

import io.indexkv.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.List;

/**
 * The options of one run.
 *
 * @param layers numbers of layers at which to measure, ascending
 * @param every each layer but the first changes one entry in this many
 * @param files numbers of files to open a version with
 */
record LayersOptions(
    int entries,
    int facts,
    List<Long> layers,
    int every,
    List<Long> files,
    int runs,
    String master,
    Path data,
    Path results) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --entries N     of the first layer (5000000)
        --facts N       rows that are joined with the store (10000000)
        --layers LIST   numbers of layers to measure at, ascending (1,2,4,8)
        --every N       each further layer changes one in N entries (20)
        --files LIST    numbers of files to open a version with (100,10000)
        --runs N        measured runs after one warm-up; the median counts (5)
        --data DIR      for the stores, which are written anew (target/layers-data)
        --results DIR   gets one directory per run (results)
        --master URL    (local[2])""";

  static LayersOptions parse(String... args) {
    Arguments given = Arguments.parse(USAGE, args);
    return new LayersOptions(
        given.count("--entries", 1, 5_000_000),
        given.count("--facts", 1, 10_000_000),
        given.counts("--layers", 1, List.of(1L, 2L, 4L, 8L)),
        given.count("--every", 1, 20),
        given.counts("--files", 1, List.of(100L, 10_000L)),
        given.count("--runs", 1, 5),
        given.text("--master", "local[2]"),
        given.path("--data", "target/layers-data"),
        given.path("--results", "results"));
  }
}
