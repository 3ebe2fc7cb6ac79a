/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import io.indexkv.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.List;

/**
 * The options of one run.
 *
 * @param scale 1 is about a gigabyte of text
 * @param stores tables that are stores in the runs with lookup joins; the other tables stay Parquet
 * @param runs measured runs of each query after the warm-up; 0 only compares the rows
 */
record TpcOptions(
    TpcSuite suite,
    double scale,
    List<TpcQuery> queries,
    List<TpcTable> stores,
    String mode,
    int runs,
    String master,
    Path data,
    Path results) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --suite NAME    tpch or tpcds (tpch)
        --scale X       1 is about a gigabyte of text (1)
        --queries LIST  such as q3,q14a (all)
        --stores LIST   tables that are stores in the runs with lookup joins (all)
        --mode MODE     auto or on, of spark.indexkv.join.mode in these runs (auto)
        --runs N        measured runs after one warm-up; 0 only compares the rows (3)
        --data DIR      keeps the generated data between runs (target/tpc-data)
        --results DIR   gets one directory per run (results)
        --master URL    (local[2])""";

  static TpcOptions parse(String... args) {
    Arguments given = Arguments.parse(USAGE, args);
    TpcSuite suite = given.named("--suite", List.of(TpcSuite.values()), List.of(TpcSuite.H)).get(0);
    List<TpcTable> tables = suite.tables();
    return new TpcOptions(
        suite,
        given.positive("--scale", 1),
        given.named("--queries", suite.queries(), suite.queries()),
        given.named("--stores", tables, tables),
        given.named("--mode", List.of("auto", "on"), List.of("auto")).get(0),
        given.count("--runs", 0, 3),
        given.text("--master", "local[2]"),
        given.path("--data", "target/tpc-data"),
        given.path("--results", "results"));
  }
}
