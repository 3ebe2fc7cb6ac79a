/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What one run of the benchmark measures.
 *
 * @param data directory that keeps the stores between runs
 * @param results directory that gets one directory per run
 * @param report a directory of an earlier run: only its table is written again; null for a run
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
          .formatted(list(PeerStore.values()), list(benchmarks()));

  private static Measure[] benchmarks() {
    return Arrays.stream(Measure.values()).filter(Measure::isBenchmark).toArray(Measure[]::new);
  }

  private static String list(Object[] values) {
    return String.join(",", Arrays.stream(values).map(Object::toString).toList());
  }

  static PeersOptions parse(String... args) {
    List<Long> entries = List.of(10_000_000L);
    List<KeyKind> keys = List.of(KeyKind.RANDOM);
    List<PeerStore> stores = List.of(PeerStore.values());
    List<Measure> measures = List.of(benchmarks());
    int forks = 1;
    int iterations = 5;
    int seconds = 2;
    Path data = Path.of("target/peers-data");
    Path results = Path.of("results");
    Path report = null;
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option " + name + " has no value\n" + USAGE);
      }
      String value = rest.next();
      switch (name) {
        case "--entries" ->
            entries = Arrays.stream(value.split(",")).map(n -> atLeast(8, name, n)).toList();
        case "--keys" -> keys = named(name, value, KeyKind.values());
        case "--stores" -> stores = named(name, value, PeerStore.values());
        case "--measures" -> measures = named(name, value, benchmarks());
        case "--forks" -> forks = (int) atLeast(1, name, value);
        case "--iterations" -> iterations = (int) atLeast(1, name, value);
        case "--seconds" -> seconds = (int) atLeast(1, name, value);
        case "--data" -> data = Path.of(value);
        case "--results" -> results = Path.of(value);
        case "--report" -> report = Path.of(value);
        default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
      }
    }
    return new PeersOptions(
        entries, keys, stores, measures, forks, iterations, seconds, data, results, report);
  }

  private static long atLeast(long least, String name, String value) {
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + ": expected a whole number, found " + value, e);
    }
    if (number < least || number > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "option %s: expected %d to 2^31 - 1, found %s".formatted(name, least, value));
    }
    return number;
  }

  /** The values whose {@code toString} the list names, in the order of the list. */
  private static <T> List<T> named(String name, String list, T[] known) {
    List<T> found = new ArrayList<>();
    for (String word : list.split(",")) {
      found.add(
          Arrays.stream(known)
              .filter(value -> value.toString().equals(word))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "option %s: expected some of %s, found %s"
                              .formatted(name, list(known), word))));
    }
    return List.copyOf(found);
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
