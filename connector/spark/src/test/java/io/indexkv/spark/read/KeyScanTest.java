/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a scan does with the order of keys: which filters, aggregates and limits it takes over, and
 * that it does so for layers, deleted keys and old versions. RandomScanTest compares the rows.
 */
class KeyScanTest {
  private static final SparkSession SPARK = LocalSpark.session();

  @TempDir static Path directory;

  @BeforeAll
  static void writeStores() {
    write("one", "id as k, concat('t', id) as v", "k", 1000);
    write("text", "concat(if(id % 2 = 0, 'a', 'b'), id) as k, id as v", "k", 1000);
    write("two", "id % 10 as a, concat('b', id) as b, id as v", "a,b", 1000);
    StoreDirectory layered = new StoreDirectory(directory.resolve("layered"));
    layered.write(SPARK.range(10).selectExpr("id as k", "'old' as v"), "k");
    SPARK
        .range(5, 12)
        .selectExpr("id as k", "'new' as v", "id >= 9 as gone")
        .write()
        .format("indexkv")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(layered.toString());
    layered.read().createOrReplaceTempView("layered");
    layered.read(1).createOrReplaceTempView("layered_before");
  }

  private static void write(String name, String columns, String key, int rows) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    store
        .writer(SPARK.range(rows).selectExpr(columns.split(", (?![^(]*\\))")), key)
        .option("targetFileSize", "8k")
        .option("blockSize", "4k")
        .save(store.toString());
    assertThat(store.dataFiles()).hasSizeGreaterThan(3);
    store.read().createOrReplaceTempView(name);
  }

  @AfterAll
  static void dropViews() {
    for (String view : List.of("one", "text", "two", "layered", "layered_before")) {
      SPARK.catalog().dropTempView(view);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one  | k < 5                          | ranges=[< 5]",
        "one  | k <= 5                         | ranges=[< 6]",
        "one  | k > 5                          | ranges=[>= 6]",
        "one  | 5 <= k                         | ranges=[>= 5]",
        "one  | k between 5 and 7              | ranges=[>= 5 < 8]",
        "one  | k < 5 or k > 900               | ranges=[< 5, >= 901]",
        "one  | k between 5 and 7 or k = 9     | ranges=[>= 5 < 8, >= 9 < 10]",
        "one  | k <> 5                         | ranges=[< 5, >= 6]",
        "one  | k not in (5, 7)                | ranges=[< 5, >= 6 < 7, >= 8]",
        "one  | k > 5 and k < 3                | ranges=[]",
        "one  | k > 9223372036854775806        | ranges=[>= 9223372036854775807]",
        "text | k like 'a1%'                   | ranges=[>= 'a1' < 'a2']",
        "text | startswith(k, 'a') and k > 'a5'  | ranges=[>= 'a5\\u0000' < 'b']",
        "two  | a = 3                          | ranges=[",
        "two  | a = 3 and b > 'b5'             | ranges=[",
        "two  | a in (3, 5) and b like 'b7%'   | ranges=["
      })
  void answersAFilterOnTheKey(String view, String filter, String plan) {
    String text = plan("select v from " + view + " where " + filter);

    assertThat(text).contains(plan).doesNotContain("Filter (").contains("columns=[v]");
    assertSame(view, filter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one  | k > 5 and v > 't3'        | ranges=[>= 6]",
        "one  | k > 5 and k % 3 = 1       | ranges=[>= 6]",
        "two  | a = 3 and b > 'b5' and v > 100 | ranges=[",
        "two  | a > 3 and b = 'b5'        | ranges=["
      })
  void leavesTheOthersToSpark(String view, String filter, String plan) {
    assertThat(plan("select v from " + view + " where " + filter)).contains(plan, "Filter (");
    assertSame(view, filter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "one  | k = 1 or v is null",
        "one  | k > 1 or v = 't0'",
        "one  | k + 1 > 5",
        "two  | b = 'b5'",
        "two  | a > 3 or b = 'b5'"
      })
  void scansAllForAFilterThatOtherRowsFit(String view, String filter) {
    assertThat(plan("select v from " + view + " where " + filter))
        .doesNotContain("ranges=")
        .doesNotContain("keys=");
    assertSame(view, filter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select count(*) from one                        | 1000",
        "select count(k) from one                        | 1000",
        "select count(distinct k) from one               | 1000",
        "select min(k), max(k), count(*) from one        | 0, 999, 1000",
        "select count(*), min(k) from one where k >= 990 | 10, 990",
        "select max(k) from one where k < 500            | 499",
        "select min(k), max(k) from one where k > 2000   | null, null",
        "select count(*) from one where k > 2000         | 0",
        "select min(k), max(k) from text                 | a0, b999",
        "select min(a), max(a), count(*) from two        | 0, 9, 1000",
        "select count(*), max(a) from two where a = 3    | 100, 3",
        "select count(*), min(k), max(k) from layered    | 9, 0, 8",
        "select count(*), max(k) from layered where k > 6 | 2, 8",
        "select max(k) from layered                      | 8",
        "select count(*), max(k) from layered_before     | 10, 9"
      })
  void answersAggregatesOfTheKey(String query, String answer) {
    assertThat(plan(query)).contains("aggregates=[");
    assertThat(rows(query)).containsExactly("[" + answer.replace(", ", ",") + "]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select count(v) from one",
        "select min(v) from one",
        "select min(b) from two",
        "select count(distinct a) from two",
        "select count(*) from one where v > 't5'",
        "select a, count(*) from two group by a",
        "select sum(k) from one"
      })
  void leavesOtherAggregatesToSpark(String query) {
    assertThat(plan(query)).doesNotContain("aggregates=[");
  }

  @Test
  void distinctKeysAreAllKeys() {
    assertThat(plan("select distinct b, a from two")).contains("columns=[a, b]");
    assertThat(plan("select distinct b, a from two")).doesNotContain("Aggregate");
    assertThat(plan("select distinct a from two")).contains("Aggregate");
    assertThat(SPARK.sql("select distinct b, a from two where a = 3").collectAsList()).hasSize(100);
    assertThat(rows("select distinct k from layered limit 100")).hasSize(9);
  }

  /** Without that rule Spark groups the rows. */
  @Test
  void distinctKeysAreGroupedIfNobodyTrustsKeys() {
    SPARK.conf().set("spark.indexkv.trustKeys", "false");
    try {
      String query = "select distinct b, a from two where a < 3";
      assertThat(plan(query)).contains("columns=[a, b]", "Aggregate");
      assertThat(rows(query))
          .hasSize(300)
          .containsExactlyInAnyOrderElementsOf(rows("select b, a from two where a < 3"));
    } finally {
      SPARK.conf().unset("spark.indexkv.trustKeys");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select k from one order by k limit 3                   | first=3 | 0; 1; 2",
        "select k from one order by k desc limit 3              | last=3  | 999; 998; 997",
        "select k from one order by k desc, v limit 2 offset 3  | last=5  | 996; 995",
        "select k from one where k > 7 order by k limit 2       | first=2 | 8; 9",
        "select k from one where k < 7 order by k desc limit 2  | last=2  | 6; 5",
        "select a, b from two order by a desc, b desc limit 1   | last=1  | 9,b999",
        "select a from two order by a limit 1                   | first=1 | 0",
        "select k, v from layered order by k desc limit 2       | last=2  | 8,new; 7,new"
      })
  void readsTheFirstOrLastKeysOnly(String query, String plan, String answer) {
    assertThat(plan(query)).contains(plan);
    assertThat(String.join("; ", rows(query)).replaceAll("[\\[\\]]", "")).isEqualTo(answer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select a from two order by a desc, b limit 3",
        "select k from one order by v limit 3",
        "select k from one where v like 't%9' order by k limit 3",
        "select b from two order by b limit 3"
      })
  void leavesOtherOrdersToSpark(String query) {
    assertThat(plan(query)).doesNotContain("first=").doesNotContain("last=");
  }

  @Test
  void aLimitCountsRowsThatAreThere() {
    assertThat(plan("select * from layered limit 100")).contains(" limit=100");
    assertThat(rows("select * from layered limit 100")).hasSize(9);
    assertThat(rows("select * from one where v like 't%9' limit 3")).hasSize(3);
    assertThat(rows("select * from one limit 7")).hasSize(7);
  }

  /** Exchanges of scans that read other keys are not the same. */
  @Test
  void scansOfOtherKeysDiffer() {
    SPARK.conf().set("spark.sql.adaptive.enabled", "false");
    try {
      String half = "(select k, v from one where k %s 500)";
      String query =
          "select count(*), count(x.k), count(y.k) from %s x full join %s y on x.v = y.v"
              .formatted(half.formatted("<"), half.formatted(">="));
      assertThat(rows(query)).containsExactly("[1000,500,500]");
      String limits =
          "select count(x.k), count(y.k) from (select * from one order by k limit 3) x"
              + " full join (select * from one order by k limit 4) y on x.v = y.v";
      assertThat(rows(limits)).containsExactly("[3,4]");
    } finally {
      SPARK.conf().unset("spark.sql.adaptive.enabled");
    }
  }

  /** A lookup join does not use the scan, so it must not lose what the scan would answer. */
  @ParameterizedTest
  @CsvSource({"inner", "left", "left semi", "left anti"})
  void aLookupJoinKeepsTheFiltersThatAScanAnswers(String kind) {
    String in = "2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41";
    String text =
        "select f.id from range(60) f "
            + kind
            + " join (select a, b, v from two where a < 7 and a not in ("
            + in
            + ") and b like 'b%' and a <> 1) s on f.id % 10 = s.a and concat('b', f.id) = s.b";
    SPARK.conf().set("spark.indexkv.join.mode", "on");
    // nobody reads the store's columns
    SPARK.conf().set("spark.indexkv.trustKeys", "false");
    List<String> found;
    try {
      assertThat(plan(text)).contains("LookupJoin");
      found = rows(text);
    } finally {
      SPARK.conf().set("spark.indexkv.join.mode", "off");
    }
    try {
      assertThat(plan(text)).doesNotContain("LookupJoin").contains("ranges=[");
      assertThat(found).containsExactlyInAnyOrderElementsOf(rows(text)).isNotEmpty();
    } finally {
      SPARK.conf().unset("spark.indexkv.trustKeys");
      SPARK.conf().unset("spark.indexkv.join.mode");
    }
  }

  @Test
  void tellsThePlannerAboutTheKey() {
    SPARK.conf().set("spark.sql.cbo.enabled", "true");
    try {
      var all = SPARK.table("one").queryExecution().optimizedPlan().stats();
      assertThat(all.rowCount().get().toLong()).isEqualTo(1000);
      assertThat(all.attributeStats().toString()).contains("Some(1000),Some(0),Some(999),Some(0)");
      var some = SPARK.table("one").where("k >= 900").queryExecution().optimizedPlan().stats();
      assertThat(some.rowCount().get().toLong()).isBetween(50L, 200L);
      assertThat(some.attributeStats().toString()).contains("Some(900),Some(999),Some(0)");
      assertThat(some.sizeInBytes().toLong()).isLessThan(all.sizeInBytes().toLong() / 4);
      var text = SPARK.table("text").queryExecution().optimizedPlan().stats();
      assertThat(text.attributeStats().isEmpty()).isTrue();
      var none = SPARK.table("one").where("k > 5000").queryExecution().optimizedPlan().stats();
      assertThat(none.sizeInBytes().toLong()).isPositive();
    } finally {
      SPARK.conf().unset("spark.sql.cbo.enabled");
    }
  }

  /** The store counts as large as without the filter, so the join is the same as before. */
  @Test
  void aFilterThatAScanAnswersMakesNoOtherJoin() {
    String query = "select f.id, s.v from range(60) f join one s on f.id = s.k where s.k < 50";
    SPARK.conf().set("spark.sql.autoBroadcastJoinThreshold", "20k");
    try {
      long bytes = new StoreDirectory(directory.resolve("one")).bytes();
      assertThat(bytes).isGreaterThan(2 * 20 << 10);
      assertThat(plan(query)).contains("LookupJoin");
      assertThat(rows(query)).hasSize(50);
    } finally {
      SPARK.conf().unset("spark.sql.autoBroadcastJoinThreshold");
    }
    assertThat(plan(query)).contains("ranges=[< 50]", "small enough to be broadcast");
    assertThat(rows(query)).hasSize(50);
  }

  /** What planning leaves out is never opened, so it may even be gone. */
  @Test
  void opensNoFileThatHasNoneOfTheKeys() throws IOException {
    StoreDirectory store = new StoreDirectory(directory.resolve("broken"));
    store
        .writer(SPARK.range(0, 2000, 1, 1).selectExpr("id as k", "repeat('x', 90) as v"), "k")
        .option("targetFileSize", "30k")
        .save(store.toString());
    List<String> files = store.dataFiles();
    assertThat(files).hasSizeGreaterThan(3);
    Dataset<Row> rows = store.read();
    rows.createOrReplaceTempView("broken");
    int readable = 0;
    Files.delete(store.path().resolve("data").resolve(files.get(1)));
    for (int from = 0; from < 2000; from += 100) {
      String range = " where k between " + from + " and " + (from + 99);
      try {
        readable += rows("select v from broken" + range).size();
      } catch (Exception e) {
        assertThat(e).hasStackTraceContaining(files.get(1));
      }
    }
    assertThat(readable).isBetween(500, 1900);
    assertThat(rows("select count(*), min(k), max(k) from broken"))
        .containsExactly("[2000,0,1999]");
    SPARK.catalog().dropTempView("broken");
  }

  private static void assertSame(String view, String filter) {
    List<String> expected =
        SPARK
            .createDataFrame(SPARK.table(view).collectAsList(), SPARK.table(view).schema())
            .where(filter)
            .orderBy("v")
            .collectAsList()
            .stream()
            .map(Row::toString)
            .toList();
    assertThat(
            SPARK.table(view).where(filter).orderBy("v").collectAsList().stream()
                .map(Row::toString))
        .isEqualTo(expected);
  }

  private static List<String> rows(String query) {
    return SPARK.sql(query).collectAsList().stream().map(Row::toString).toList();
  }

  private static String plan(String query) {
    return SPARK.sql(query).queryExecution().executedPlan().toString();
  }
}
