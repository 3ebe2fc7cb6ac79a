/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.List;

/**
 * What one run of the benchmark measures.
 *
 * @param facts rows of the probe side
 * @param keys entries of the store
 * @param runs measured runs of each variant after the warm-up; 0 only prepares the data
 * @param data directory that keeps the generated data between runs
 * @param results directory that gets one directory per run
 * @param jars for the executors of a cluster, separated by commas
 */
record JoinOptions(
    String master,
    long facts,
    long keys,
    int runs,
    List<JoinQuery> queries,
    List<JoinVariant> variants,
    Path data,
    Path results,
    String jars) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --facts N       rows of the probe side (50000000)
        --keys N        entries of the store (10000000)
        --runs N        measured runs of each variant after one warm-up; 0 only prepares the data (3)
        --queries LIST  of q1,q2 (all)
        --variants LIST of scan,lookup,broadcast,shuffled-hash,sort-merge (all)
        --data DIR      keeps the generated data between runs (target/join-data)
        --results DIR   gets one directory per run (results)
        --master URL    (local[2])
        --jars LIST     that the executors of a cluster need (none)""";

  static JoinOptions parse(String... args) {
    Arguments given = Arguments.parse(USAGE, args);
    return new JoinOptions(
        given.text("--master", "local[2]"),
        given.number("--facts", 1, 50_000_000),
        given.number("--keys", 1, 10_000_000),
        given.count("--runs", 0, 3),
        given.named("--queries", List.of(JoinQuery.values()), List.of(JoinQuery.values())),
        given.named("--variants", List.of(JoinVariant.values()), List.of(JoinVariant.values())),
        given.path("--data", "target/join-data"),
        given.path("--results", "results"),
        given.text("--jars", ""));
  }
}
