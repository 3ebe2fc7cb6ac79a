/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the results of a run of random queries, and prints its progress. Thread-safe. */
final class RandomTally {
  private static final int PROGRESS = 2_000;
  private static final Pattern LOOKUP =
      Pattern.compile("LookupJoin \\S+ \\[[^]]*\\], (\\w+).*?, probe=(\\w+)(, slices=)?");

  private final Map<String, Integer> kinds = new TreeMap<>();
  private final Map<String, Integer> ways = new TreeMap<>();
  private final List<String> differences = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final long start = System.nanoTime();
  private int compared;
  private int joins;
  private int alone;

  /** Counts a group whose texts gave the expected rows. */
  synchronized void same(RandomGroup group, Map<String, String> way, Outcome answer) {
    Matcher m = LOOKUP.matcher(Queries.atTheEnd(answer.plan()));
    while (m.find()) {
      kinds.merge(m.group(1) + " " + (m.group(3) == null ? m.group(2) : "sliced"), 1, Integer::sum);
      joins++;
    }
    alone += group.size() == 1 ? 1 : 0;
    compared(group.size(), way);
  }

  /** Counts a query that gave other rows, or failed. */
  synchronized void differs(
      RandomGroup group, Map<String, String> way, Outcome expected, Outcome answer) {
    System.out.printf("DIFFERENCE: %s%n%s%n%s%n", group, way, answer.plan());
    System.out.printf("expected %s%nfound    %s%n", expected.rows(), answer.rows());
    if (answer.error() != null) {
      answer.error().printStackTrace(System.out);
    }
    differences.add(group + " " + way);
    compared(group.size(), way);
  }

  /** Counts a query that fails in the same way with Spark's own joins. */
  synchronized void broken(RandomGroup group, Map<String, String> way, Outcome answer) {
    broken.add(group + " " + way + " " + answer.failure());
  }

  /** Number of queries that gave other rows, or failed. */
  synchronized int failed() {
    return differences.size() + broken.size();
  }

  private void compared(int queries, Map<String, String> way) {
    way.forEach((name, value) -> ways.merge(name + "=" + value, queries, Integer::sum));
    int before = compared / PROGRESS;
    compared += queries;
    if (compared / PROGRESS > before) {
      System.out.printf(
          "%d s: %d queries compared, with %d lookup joins, %d differences%n",
          (System.nanoTime() - start) / 1_000_000_000L, compared, joins, differences.size());
    }
  }

  synchronized Set<String> kinds() {
    return Set.copyOf(kinds.keySet());
  }

  synchronized List<String> differences() {
    return List.copyOf(differences);
  }

  synchronized List<String> broken() {
    return List.copyOf(broken);
  }

  synchronized void print() {
    System.out.printf(
        "%d queries compared (%d of them not in a group), with %d lookup joins: %s%n",
        compared,
        alone,
        joins,
        differences.isEmpty() ? "no difference" : differences.size() + " differences");
    System.out.printf("lookup joins: %s%n", kinds);
    System.out.printf("queries by settings: %s%n", ways);
    System.out.printf("not compared, for Spark cannot run them: %d%n", broken.size());
    broken.forEach(System.out::println);
  }
}
