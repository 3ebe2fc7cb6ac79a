/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.Queries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random joins that give no whole key have the same rows with ordered lookup joins as with Spark's
 * own joins, over rows in memory that were never in a store.
 *
 * <p>For more or other queries: {@code -Dindexkv.ordered.queries=50000 -Dindexkv.ordered.seed=7}.
 * The same seed gives the same queries; {@code -Dindexkv.ordered.first} sets the first one.
 */
@Tag("slow")
class RandomOrderedTest {
  private static final int QUERIES = Integer.getInteger("indexkv.ordered.queries", 300);
  private static final int FIRST = Integer.getInteger("indexkv.ordered.first", 0);
  private static final long SEED = Long.getLong("indexkv.ordered.seed", 20261130);
  private static final Pattern LOOKUP =
      Pattern.compile("LookupJoin \\S+ \\[.*?], (\\w+).*?access=([a-z-]+)");

  private final OrderedTables tables = new OrderedTables();

  /** The kinds of joins that ran, with how often they did. */
  private final Map<String, Integer> kinds = new TreeMap<>();

  @Test
  void orderedLookupJoinsGiveTheRowsOfSparksOwnJoins() {
    System.out.printf("%d random ordered joins from seed %d%n", QUERIES, SEED);
    SparkSession spark = session();
    tables.views(spark);
    SparkSession reference = session();
    tables.referenceViews(reference);
    Queries.reference().forEach(reference.conf()::set);
    List<String> differences = new ArrayList<>();
    for (int i = FIRST; i < FIRST + QUERIES; i++) {
      Random random = new Random(new SplittableRandom(SEED * 1_000_000 + i).nextLong());
      OrderedQuery.Pair query = OrderedQuery.of(random);
      String sql = query.sql();
      settings(random).forEach(spark.conf()::set);
      Answer expected = answer(reference, query.reference());
      if (expected.failure() != null) {
        // Spark itself cannot run it
        kinds.merge("broken", 1, Integer::sum);
        System.out.printf("query %d: %s%n %s%n", i, sql, expected.failure());
        continue;
      }
      Answer found = answer(spark, sql);
      String plan = found.plan();
      count(plan);
      if (!found.hasRowsOf(expected)) {
        differences.add(
            "query %d: %s%n expected %s%n found %s%n%s"
                .formatted(i, sql, expected.rows(), found, plan));
      }
    }
    System.out.println(kinds);
    assertThat(differences).isEmpty();
    assertThat(kinds.getOrDefault("broken", 0)).isLessThanOrEqualTo(2 + QUERIES / 50);
    if (QUERIES >= 300) {
      for (String access : List.of("prefix", "range")) {
        for (String type : List.of("Inner", "LeftOuter", "RightOuter", "LeftSemi", "LeftAnti")) {
          assertThat(kinds).containsKey(type + " " + access);
        }
      }
      assertThat(kinds).containsKeys("LeftOuter floor", "LeftOuter longest-prefix");
    }
  }

  private void count(String plan) {
    Matcher lookup = LOOKUP.matcher(plan);
    if (lookup.find()) {
      kinds.merge(lookup.group(1) + " " + lookup.group(2), 1, Integer::sum);
    } else {
      kinds.merge("none", 1, Integer::sum);
    }
  }

  /**
   * The rows of a query in a fixed order, or how it failed.
   *
   * @param failure null if it did not fail
   */
  private record Answer(List<String> rows, String plan, Throwable failure) {
    boolean hasRowsOf(Answer other) {
      return failure == null && rows.equals(other.rows);
    }
  }

  private static Answer answer(SparkSession session, String sql) {
    try {
      Dataset<Row> query = session.sql(sql);
      List<String> rows = query.collectAsList().stream().map(Row::toString).sorted().toList();
      return new Answer(rows, Queries.plan(query).toString(), null);
    } catch (Exception e) { // Spark throws checked exceptions that no signature declares
      return new Answer(List.of(), "", e);
    }
  }

  private static SparkSession session() {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.shuffle.partitions", "2");
    return session;
  }

  private static Map<String, String> settings(Random random) {
    Map<String, String> settings = new TreeMap<>();
    boolean code = random.nextInt(5) == 0;
    settings.put("spark.sql.adaptive.enabled", Boolean.toString(random.nextBoolean()));
    settings.put("spark.sql.codegen.wholeStage", Boolean.toString(code));
    settings.put("spark.sql.codegen.factoryMode", code ? "FALLBACK" : "NO_CODEGEN");
    settings.put("spark.sql.autoBroadcastJoinThreshold", random.nextBoolean() ? "10m" : "-1");
    settings.put(
        "spark.sql.parquet.enableVectorizedReader", Boolean.toString(random.nextBoolean()));
    settings.put("spark.indexkv.join.mode", random.nextInt(5) == 0 ? "auto" : "on");
    return settings;
  }
}
