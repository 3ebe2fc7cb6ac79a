/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import io.indexkv.benchmarks.Arguments;
import java.nio.file.Path;
import java.util.List;

/**
 * What one run of the benchmark measures.
 *
 * @param facts rows of the probe side in the base case
 * @param keys entries of the store in the base case
 * @param queries queries of each case; empty for each case's own
 * @param variants variants of each case; empty for each case's own
 * @param runs measured runs of each variant after the warm-up; 0 only prepares the data
 * @param data directory that keeps the generated data between runs
 * @param results directory that gets one directory per run
 * @param jars jars for the executors of a cluster, separated by commas
 */
record JoinOptions(
    String master,
    long facts,
    long keys,
    int runs,
    List<JoinCase> cases,
    List<JoinQuery> queries,
    List<JoinVariant> variants,
    Path data,
    Path results,
    String jars) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --facts N       rows of the probe side in the base case (50000000)
        --keys N        entries of the store in the base case (10000000)
        --runs N        measured runs of each variant after one warm-up; 0 only prepares the data (3)
        --cases LIST    of base,string-keys,dense-keys,half-hit,few-hit,ten-times-keys,
                        tenth-of-facts (base)
        --queries LIST  of q1,q2 (base: all; other cases: q1)
        --variants LIST of scan,lookup,broadcast,shuffled-hash,sort-merge,bucketed-lookup,
                        bucketed-shuffled-hash,bucketed-sort-merge (base: all; others: scan,lookup)
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
        given.named("--cases", List.of(JoinCase.values()), List.of(JoinCase.BASE)),
        given.named("--queries", List.of(JoinQuery.values()), List.of()),
        given.named("--variants", List.of(JoinVariant.values()), List.of()),
        given.path("--data", "target/join-data"),
        given.path("--results", "results"),
        given.text("--jars", ""));
  }

  /** The data of a case. */
  JoinData data(JoinCase of) {
    return new JoinData(
        data,
        of == JoinCase.TENTH_OF_FACTS ? Math.max(1, facts / 10) : facts,
        of == JoinCase.TEN_TIMES_KEYS ? Math.multiplyExact(10, keys) : keys,
        of.key(),
        of == JoinCase.HALF_HIT ? 50 : of == JoinCase.FEW_HIT ? 1 : JoinCase.BASE_HITS);
  }

  List<JoinQuery> queries(JoinCase of) {
    return queries.isEmpty() ? of.queries() : queries;
  }

  List<JoinVariant> variants(JoinCase of) {
    return variants.isEmpty() ? of.variants() : variants;
  }
}
