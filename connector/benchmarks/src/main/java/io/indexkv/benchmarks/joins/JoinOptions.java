/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * What one run of the benchmark measures.
 *
 * @param facts rows of the probe side
 * @param keys entries of the store
 * @param runs measured runs of each variant after the warm-up; 0 only prepares the data
 * @param data directory that keeps the generated data between runs
 * @param results directory that gets one directory per run
 */
record JoinOptions(
    String master,
    long facts,
    long keys,
    int runs,
    List<JoinQuery> queries,
    List<JoinVariant> variants,
    Path data,
    Path results) {

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
        --master URL    (local[2])""";

  static JoinOptions parse(String... args) {
    String master = "local[2]";
    long facts = 50_000_000;
    long keys = 10_000_000;
    int runs = 3;
    List<JoinQuery> queries = List.of(JoinQuery.values());
    List<JoinVariant> variants = List.of(JoinVariant.values());
    Path data = Path.of("target/join-data");
    Path results = Path.of("results");
    Iterator<String> rest = Arrays.asList(args).iterator();
    while (rest.hasNext()) {
      String name = rest.next();
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("option " + name + " has no value\n" + USAGE);
      }
      String value = rest.next();
      switch (name) {
        case "--master" -> master = value;
        case "--facts" -> facts = atLeast(1, name, value);
        case "--keys" -> keys = atLeast(1, name, value);
        case "--runs" -> runs = Math.toIntExact(atLeast(0, name, value));
        case "--queries" -> queries = named(name, value, JoinQuery.values());
        case "--variants" -> variants = named(name, value, JoinVariant.values());
        case "--data" -> data = Path.of(value);
        case "--results" -> results = Path.of(value);
        default -> throw new IllegalArgumentException("unknown option " + name + "\n" + USAGE);
      }
    }
    return new JoinOptions(master, facts, keys, runs, queries, variants, data, results);
  }

  private static long atLeast(long least, String name, String value) {
    long number;
    try {
      number = Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "option " + name + ": expected a whole number, found " + value, e);
    }
    if (number < least) {
      throw new IllegalArgumentException(
          "option " + name + ": expected at least " + least + ", found " + value);
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
                              .formatted(name, Arrays.toString(known), word))));
    }
    return List.copyOf(found);
  }
}
