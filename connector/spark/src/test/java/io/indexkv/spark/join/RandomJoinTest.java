/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.indexkv.spark.LocalSpark;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/**
 * Random queries give the same rows with lookup joins as with Spark's own joins. More of them, or
 * others: {@code -Dindexkv.random.queries=100000 -Dindexkv.random.seed=7}.
 */
class RandomJoinTest {
  private static final int QUERIES = Integer.getInteger("indexkv.random.queries", 300);
  private static final int FIRST = Integer.getInteger("indexkv.random.first", 0);
  private static final long SEED = Long.getLong("indexkv.random.seed", 20261122);
  private static final int THREADS = 2;
  private static final Pattern LOOKUP =
      Pattern.compile("LookupJoin \\[[^]]*\\], (\\w+).*?, probe=(\\w+)(, slices=)?");

  private final RandomTables tables = new RandomTables();
  private final Map<String, AtomicInteger> seen = new TreeMap<>();

  /** Queries that Spark cannot run with its own joins, and fail the same way with lookup joins. */
  private final List<String> broken = Collections.synchronizedList(new ArrayList<>());

  @Test
  void lookupJoinsGiveTheRowsOfSparksOwnJoins() throws Exception {
    System.out.printf("%d random queries from seed %d%n", QUERIES, SEED);
    AtomicInteger next = new AtomicInteger(FIRST);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(threads.submit(() -> check(next)));
      }
      for (Future<?> thread : done) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println("lookup joins in their plans: " + seen);
    broken.forEach(query -> System.out.println("Spark cannot run " + query));
    assertThat(broken.size()).isLessThanOrEqualTo(1 + QUERIES / 200);
    assumeTrue(QUERIES >= 1000, "enough queries to see each kind of join executed in each way");
    for (String type :
        List.of("Inner", "LeftOuter", "RightOuter", "LeftSemi", "LeftAnti", "ExistenceJoin")) {
      for (String probe : List.of("batch", "row", "sliced")) {
        assertThat(seen).containsKey(type + " " + probe);
      }
    }
  }

  private void check(AtomicInteger next) {
    SparkSession spark = LocalSpark.session().newSession();
    tables.views(spark);
    SparkSession reference = LocalSpark.session().newSession();
    tables.referenceViews(reference);
    spark.conf().set("spark.sql.shuffle.partitions", "1");
    reference.conf().set("spark.sql.shuffle.partitions", "1");
    for (int i = next.getAndIncrement(); i < QUERIES; i = next.getAndIncrement()) {
      Random random = new Random(SEED + i);
      String sql = RandomQuery.of(random);
      Map<String, String> way = RandomWay.of(random);
      String query = "query %d of seed %d%n%s%n%s".formatted(i, SEED, sql, way);
      Outcome expected = Outcome.of(reference, sql, RandomWay.reference(), "off");
      if (expected.error() != null) {
        throw new AssertionError(query, expected.error());
      }
      Outcome answer = Outcome.of(spark, sql, way, "on");
      if (answer.error() == null) {
        assertThat(answer.rows()).as("%s%n%s", query, answer.plan()).isEqualTo(expected.rows());
        count(answer.plan());
      } else if (answer.failure().equals(Outcome.of(spark, sql, way, "off").failure())) {
        broken.add(query);
      } else {
        throw new AssertionError(query, answer.error());
      }
    }
  }

  private synchronized void count(String plan) {
    Matcher m = LOOKUP.matcher(plan.replaceFirst("(?s)\\+- == Initial Plan ==.*", ""));
    String kind = "none";
    while (m.find()) {
      kind = m.group(1) + " " + (m.group(3) == null ? m.group(2) : "sliced");
      seen.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
    }
    if (kind.equals("none")) {
      seen.computeIfAbsent(kind, k -> new AtomicInteger()).incrementAndGet();
    }
  }
}
