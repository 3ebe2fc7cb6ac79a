/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import io.indexkv.benchmarks.Arguments;
import io.indexkv.benchmarks.peers.data.Dataset;
import io.indexkv.benchmarks.peers.data.KeyKind;
import io.indexkv.benchmarks.peers.store.Measure;
import io.indexkv.benchmarks.peers.store.PeerStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The options of one run.
 *
 * @param data directory that keeps the stores between runs
 * @param results directory that gets one directory per run
 * @param report directory of an earlier run, to write its table again and measure nothing; else
 *     null
 */
record PeersOptions(
    List<Long> entries,
    List<KeyKind> keys,
    List<PeerStore> stores,
    List<Measure> measures,
    int forks,
    int iterations,
    int seconds,
    Path data,
    Path results,
    Path report) {

  static final String USAGE =
      """
      Options, each followed by its value:
        --entries LIST   of numbers of entries (10000000)
        --keys LIST      of random,dense,string (random)
        --stores LIST    of %s (all)
        --measures LIST  of %s (all)
        --forks N        JVMs for each lookup benchmark (1)
        --iterations N   measured ones in each JVM; builds have half of them (5)
        --seconds N      length of an iteration of lookups (2)
        --data DIR       keeps the stores between runs (target/peers-data)
        --results DIR    gets one directory per run (results)
        --report DIR     measures nothing, writes the table of an earlier run again"""
          .formatted(Arguments.list(List.of(PeerStore.values())), Arguments.list(benchmarks()));

  private static List<Measure> benchmarks() {
    return Arrays.stream(Measure.values()).filter(Measure::isBenchmark).toList();
  }

  static PeersOptions parse(String... args) {
    Arguments given = Arguments.parse(USAGE, args);
    return new PeersOptions(
        given.counts("--entries", 8, List.of(10_000_000L)),
        given.named("--keys", List.of(KeyKind.values()), List.of(KeyKind.RANDOM)),
        given.named("--stores", List.of(PeerStore.values()), List.of(PeerStore.values())),
        given.named("--measures", benchmarks(), benchmarks()),
        given.count("--forks", 1, 1),
        given.count("--iterations", 1, 5),
        given.count("--seconds", 1, 2),
        given.path("--data", "target/peers-data"),
        given.path("--results", "results"),
        given.path("--report", null));
  }

  /** The sets of entries, the smallest first. */
  List<Dataset> datasets() {
    List<Dataset> all = new ArrayList<>();
    for (long count : entries.stream().sorted().toList()) {
      for (KeyKind kind : keys) {
        all.add(new Dataset(kind, count));
      }
    }
    return all;
  }
}
