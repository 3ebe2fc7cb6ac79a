/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random queries give the same rows with lookup joins as with Spark's own joins. A query here is a
 * text together with settings. Each text is planned and executed with lookup joins under {@value
 * #WAYS} different random settings. The test compares the rows each time with those of Spark's own
 * joins, over rows in memory that were never in a store. No text comes twice. Most texts are
 * executed in a group, as branches of a union. If a group gives other rows, or fails, the test
 * compares it again text by text.
 *
 * <p>For more or other queries: {@code -Dindexkv.random.queries=100000 -Dindexkv.random.seed=7}.
 * The same seed gives the same queries.
 */
@Tag("versions")
@Tag("few")
class RandomJoinTest {
  private static final int QUERIES = Integer.getInteger("indexkv.random.queries", 2_000);

  /** The number of the first text, to repeat a single one. */
  private static final int FIRST = Integer.getInteger("indexkv.random.first", 0);

  private static final long SEED = Long.getLong("indexkv.random.seed", 20261122);
  private static final int WAYS = 4;
  private static final int GROUP = 4;
  private static final int THREADS = 2;

  private final RandomTables tables = new RandomTables();
  private final RandomTally tally = new RandomTally();
  private final Set<String> drawn = new HashSet<>();
  private int next = FIRST;

  /** Texts, and the settings to run them under. */
  private record Drawn(RandomGroup group, Set<Map<String, String>> ways) {}

  @Test
  void lookupJoinsGiveTheRowsOfSparksOwnJoins() throws Exception {
    System.out.printf(
        "%d random queries from seed %d, each text in %d ways%n", QUERIES, SEED, WAYS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(threads.submit(this::checkDrawn));
      }
      for (Future<?> thread : done) {
        thread.get();
      }
    } finally {
      threads.shutdownNow();
    }
    tally.print();
    assertThat(tally.differences()).isEmpty();
    assertThat(tally.broken().size()).isLessThanOrEqualTo(WAYS + QUERIES / 200);
    for (String type :
        List.of("Inner", "LeftOuter", "RightOuter", "LeftSemi", "LeftAnti", "ExistenceJoin")) {
      if (QUERIES >= 2_000) {
        assertThat(tally.kinds()).contains(type + " batch", type + " row", type + " sliced");
      } else if (QUERIES >= 300 && !type.equals("RightOuter")) {
        // right outer joins with a lookup are rare
        assertThat(tally.kinds()).anyMatch(kind -> kind.startsWith(type + " "));
      }
    }
  }

  private void checkDrawn() {
    SparkSession spark = session();
    tables.views(spark);
    spark.conf().set("spark.indexkv.join.mode", "on");
    SparkSession reference = session();
    tables.referenceViews(reference);
    Queries.reference().forEach(reference.conf()::set);
    for (Drawn drawn = draw(); drawn != null; drawn = draw()) {
      check(drawn.group(), drawn.ways(), spark, reference);
    }
  }

  private void check(
      RandomGroup group,
      Set<Map<String, String>> ways,
      SparkSession spark,
      SparkSession reference) {
    Outcome expected = Outcome.of(() -> group.query(reference));
    if (expected.error() != null) {
      if (group.size() == 1) {
        ways.forEach(way -> tally.broken(group, way, expected));
      } else {
        group.alone().forEach(text -> check(text, ways, spark, reference));
      }
      return;
    }
    Dataset<Row> analysed = group.query(spark);
    for (Map<String, String> way : ways) {
      way.forEach(spark.conf()::set);
      // without a new name, Spark would execute the plan of the previous way again
      Outcome answer = Outcome.of(() -> analysed.alias("query"));
      if (answer.error() == null && answer.rows().equals(expected.rows())) {
        tally.same(group, way, answer);
      } else if (group.size() > 1) {
        apart(group, way, spark, reference, analysed, answer);
      } else if (answer.error() != null
          && answer.failure().equals(withoutLookups(spark, analysed).failure())) {
        tally.broken(group, way, answer);
      } else {
        tally.differs(group, way, expected, answer);
      }
    }
  }

  /**
   * Compares the texts of a group one by one. Fails unless at least one of them differs, or Spark
   * cannot run them together.
   */
  private void apart(
      RandomGroup group,
      Map<String, String> way,
      SparkSession spark,
      SparkSession reference,
      Dataset<Row> analysed,
      Outcome answer) {
    int before = tally.failed();
    group.alone().forEach(text -> check(text, Set.of(way), spark, reference));
    if (tally.failed() > before) {
      return;
    }
    if (answer.error() != null
        && answer.failure().equals(withoutLookups(spark, analysed).failure())) {
      tally.broken(group, way, answer);
    } else {
      tally.differs(group, way, Outcome.of(() -> group.query(reference)), answer);
    }
  }

  private static Outcome withoutLookups(SparkSession spark, Dataset<Row> analysed) {
    spark.conf().set("spark.indexkv.join.mode", "off");
    try {
      return Outcome.of(() -> analysed.alias("query"));
    } finally {
      spark.conf().set("spark.indexkv.join.mode", "on");
    }
  }

  private static SparkSession session() {
    SparkSession session = LocalSpark.session().newSession();
    session.conf().set("spark.sql.shuffle.partitions", "1");
    session.conf().set("spark.sql.broadcastTimeout", "10000");
    session.conf().set("spark.sql.debug.maxToStringFields", "2");
    // skips work that no test reads: plans as text, and where in the code a job was started
    session.conf().set("spark.sql.ui.explainMode", "simple");
    for (String form : List.of("callSite.short", "callSite.long")) {
      session.sparkContext().setLocalProperty(form, "random queries");
    }
    return session;
  }

  /** The next texts that are new; null after the last. */
  private synchronized Drawn draw() {
    List<RandomGroup.Text> texts = new ArrayList<>();
    Random random = null;
    int size = 1;
    while (texts.size() < size && drawn.size() * WAYS < QUERIES) {
      int number = next++;
      random = new Random(new SplittableRandom(SEED * 1_000_000 + number).nextLong());
      String sql = RandomQuery.of(random);
      if (drawn.add(sql)) {
        texts.add(new RandomGroup.Text("text %d of seed %d".formatted(number, SEED), sql));
        if (texts.size() == 1) {
          size = random.nextInt(4) == 0 ? 1 : GROUP;
        }
      }
    }
    return texts.isEmpty() ? null : new Drawn(new RandomGroup(texts), RandomWay.of(random, WAYS));
  }
}
