/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.KeyTrust;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that were wrong on tables of other formats: here they give the rows of a plain table. */
@Tag("slow")
class ScanTrapsTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();

  @TempDir static Path directory;

  @BeforeAll
  static void writeStores() {
    SPARK.conf().set("spark.sql.session.timeZone", "Asia/Shanghai");
    write("one", "id as k, if(id % 9 = 0, null, concat('t', id)) as v", "k", 900);
    write("two", "id % 30 as a, id as b, concat('v', id) as v", "a,b", 1500);
    write("dotted", "id as `a.b`, concat('t', id) as `v.w`", "`a.b`", 100);
    write("long", "concat(repeat('x', 3000), lpad(id, 5, '0')) as k, id as v", "k", 60);
    write(
        "days",
        "date_add(date'1899-12-25', cast(id as int)) as d, id as v, concat('w', id) as w",
        "d",
        60);
    write(
        "times",
        "if(id < 30, timestamp'1899-12-31 23:00:00' + make_dt_interval(0, 0, cast(id as int), 0),"
            + " timestamp'2020-10-01 10:10:00' + make_dt_interval(0, 0, 0, cast(id as int)))"
            + " as ts, id as v",
        "ts",
        60);
    write("prices", "cast((id - 20) * 0.25 as decimal(9, 2)) as p, id as v", "p", 60);
    write("empty", "id as k, id as v", "k", 0);
  }

  private static void write(String name, String columns, String key, int rows) {
    StoreDirectory store = new StoreDirectory(directory.resolve(name));
    Dataset<Row> all = SPARK.sql("select " + columns + " from range(" + rows + ")");
    store
        .writer(all, key)
        .option("targetFileSize", "4k")
        .option("blockSize", "4k")
        .save(store.toString());
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView(name);
    SPARK
        .createDataFrame(all.collectAsList(), all.schema())
        .createOrReplaceTempView("plain_" + name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // null among values, and as the answer of a subquery
        "select * from one where k in (1, null)",
        "select * from one where k not in (1, null)",
        "select * from one where k > (select cast(null as bigint))",
        "select * from one where k = (select max(v) from plain_empty)",
        "select * from one where k in (select cast(null as bigint))",
        "select * from one where not (k in (1, null) and v = 't1')",
        // the other half of an OR
        "select * from one where k = 1 or v is null",
        "select * from one where k = 1 or k is null or v = 't7'",
        // dates and timestamps, with literals of other types and before zones were regular
        "select * from days where d = date'1899-12-31'",
        "select * from days where d in ('1900-01-01', '1900-01-02')",
        "select * from days where d >= '1900-01-20' and d < timestamp'1900-02-01 00:00:00'",
        "select * from times where ts in ('2020-10-01 10:10:33', '1899-12-31 23:10:00')",
        "select * from times where ts in ('2020-10-01 10:10:10')",
        "select * from times where ts = timestamp'1899-12-31 23:05:00'",
        "select * from times where ts between '1899-12-31 23:24:00' and '1900-01-01 00:10:00'",
        "select * from times where ts < timestamp'1900-01-01 00:00:00 UTC'",
        "select min(ts), max(ts) from times",
        "select min(d), max(d), count(*) from days",
        // decimals of another scale, and numbers of other types
        "select * from prices where p = 1.250",
        "select * from prices where p = 1.255",
        "select * from prices where p in (1.25, 2.500, 9)",
        "select * from prices where p > 1.2345 and p <= 3",
        "select * from prices where p between -1.255 and 0.2549",
        "select * from prices where p = '1.250'",
        "select * from prices where p < 1.5D",
        "select min(p), max(p), count(*) from prices where p > -1.005",
        "select * from one where k in (5D, 6.5D)",
        // every number is less than NaN, and the zeros are equal
        "select * from one where k = -0.0D",
        "select * from one where k < double('NaN') and k > 890",
        "select * from one where k >= double('NaN') or k = 5D",
        // several key columns, in any order
        "select * from two where a in (0) and b = 90",
        "select * from two where b = 90 and a in (0)",
        "select * from two where b in (1, 2, 3)",
        // names with dots
        "select * from dotted where `a.b` = 7",
        "select `v.w` from dotted where `a.b` between 7 and 9 and `v.w` <> 't8'",
        "select max(`a.b`), count(*) from dotted",
        // long strings
        "select min(k), max(k) from long",
        "select v from long where k > concat(repeat('x', 3000), '00050')",
        // distinct values of several tasks
        "select count(distinct a) from two",
        "select count(distinct a), count(distinct b) from two where a < 9",
        // a limit above a filter that Spark evaluates; all rows that match come last
        "select count(*) from (select * from one where v like 't89%7' limit 3)",
        "select count(*) from (select * from one where k > 800 and v like 't8%8' limit 3)",
        // nulls in an order, and orders that are not the key's
        "select v from one order by v nulls last limit 1",
        "select v from one order by v desc nulls first, k limit 2",
        "select k from one order by k desc nulls last limit 2",
        "select a, b from two order by a desc, b limit 3",
        "select a, b from two order by a desc, b desc limit 3",
        "select k from one order by k desc limit 1",
        "select k from one order by k limit 2 offset 3",
        "select k from one order by k desc limit 2 offset 3",
        "select count(*), min(k) from empty",
        // Spark looks for a grouping in a correlated subquery, which the scan must not take over
        "select b, (select count(1) is null from one where k = t.b * 7) as n"
            + " from (select b from two where b < 200) t",
        "select * from empty order by k limit 2"
      })
  void answersAsAPlainTable(String query) {
    for (String instants : List.of("true", "false")) {
      SPARK.conf().set("spark.sql.datetime.java8API.enabled", instants);
      String plain = query.replaceAll("\\bfrom (?!\\(|plain_)", "from plain_");
      assertThat(rows(query)).as(query).isEqualTo(rows(plain));
    }
    SPARK.conf().unset("spark.sql.datetime.java8API.enabled");
  }

  /** Each task has a part of the rows, and what the tasks find is not always a sum. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "select count(distinct a) from two",
        "select count(distinct a), count(distinct b), count(*) from two where a < 20",
        "select count(distinct k), count(k), min(k), max(k) from one where k > 7",
        "select count(*), min(a), max(a) from two",
        "select count(*), max(k) from one where k not in (3, 300, 600)",
        "select distinct a from two",
        "select distinct b, a from two where b > 700",
        "select a, count(*), sum(b) from two group by a",
        "select k, v from one order by k desc limit 3",
        "select k from one where v like 't8%' order by k limit 30"
      })
  void severalTasksGiveOneAnswer(String query) {
    SPARK.conf().set("spark.sql.files.openCostInBytes", "4k");
    SPARK.conf().set(KeyTrust.OPTION, "false");
    try {
      for (String table : List.of("one", "two")) {
        assertThat(SPARK.table(table).rdd().getNumPartitions()).as(table).isGreaterThan(1);
      }
      assertThat(rows(query)).isEqualTo(rows(query.replace("from ", "from plain_")));
    } finally {
      SPARK.conf().unset(KeyTrust.OPTION);
      SPARK.conf().unset("spark.sql.files.openCostInBytes");
    }
  }

  /** A million combinations of values are not a million lookups, and not one task. */
  @Test
  void manyValuesOfTwoColumnsAreReadByRanges() {
    String values =
        LongStream.range(0, 1000).mapToObj(Long::toString).collect(Collectors.joining(", "));
    String query = "select * from two where a in (%1$s) and b in (%1$s)".formatted(values);
    SPARK.conf().set("spark.sql.files.openCostInBytes", "4k");
    Dataset<Row> answer = SPARK.sql(query);

    assertThat(answer.queryExecution().executedPlan().toString()).contains(" ranges=[");
    assertThat(answer.rdd().getNumPartitions()).isGreaterThan(1);
    SPARK.conf().unset("spark.sql.files.openCostInBytes");
    assertThat(rows(query)).isEqualTo(rows(query.replace("from two", "from plain_two")));
  }

  /** Files have more entries than a version has rows, and other versions have other rows. */
  @Test
  void aCountIsThatOfItsVersion() {
    StoreDirectory store = new StoreDirectory(directory.resolve("counted"));
    String table = "indexkv.`" + store + "`";
    store.write(SPARK.range(10).selectExpr("id as k", "'old' as v"), "k");
    store
        .writer(SPARK.range(3, 8).selectExpr("id as k", "'new' as v"), "k")
        .mode("append")
        .save(store.toString());
    SPARK.sql("delete from " + table + " where k in (4, 9)");

    String count = "select count(*) from " + table;
    assertThat(SPARK.sql(count).queryExecution().executedPlan().toString())
        .contains("aggregates=[count(*)]");
    assertThat(rows(count)).containsExactly("[8]");
    assertThat(rows(count + " where k >= 3")).containsExactly("[5]");
    assertThat(rows(count + " version as of 2")).containsExactly("[10]");
    assertThat(rows(count + " version as of 1")).containsExactly("[10]");
  }

  @Test
  void theLargestKeyIsOneThatIsThere() {
    StoreDirectory store = new StoreDirectory(directory.resolve("cut"));
    store.write(SPARK.range(10).selectExpr("id as k", "id as v"), "k");
    store
        .writer(SPARK.range(7, 10).selectExpr("id as k", "id as v", "true as gone"), "k")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(store.toString());
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView("cut");
    assertThat(rows("select max(k), count(*) from cut")).containsExactly("[6,7]");
    assertThat(rows("select k from cut order by k desc limit 1")).containsExactly("[6]");
  }

  /** A file has more entries than the version has of its rows. */
  @Test
  void aLimitCountsNoDeletedRows() {
    StoreDirectory store = new StoreDirectory(directory.resolve("thinned"));
    store
        .writer(SPARK.range(2000).selectExpr("id as k", "concat('t', id) as v"), "k")
        .option("targetFileSize", "4k")
        .option("blockSize", "4k")
        .save(store.toString());
    store
        .writer(
            SPARK
                .range(2000)
                .where("id % 10 <> 0")
                .selectExpr("id as k", "'' as v", "true as gone"),
            "k")
        .option("deleteColumn", "gone")
        .mode("append")
        .save(store.toString());
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView("thinned");

    assertThat(
            SPARK.sql("select * from thinned limit 100").queryExecution().executedPlan().toString())
        .contains(" limit=100");
    assertThat(rows("select count(*) from (select * from thinned limit 100)"))
        .containsExactly("[100]");
    assertThat(rows("select count(*) from (select * from thinned limit 300)"))
        .containsExactly("[200]");
    assertThat(rows("select k from thinned order by k limit 100"))
        .isEqualTo(LongStream.range(0, 100).mapToObj(i -> "[" + i * 10 + "]").toList());
    assertThat(rows("select k from thinned order by k desc limit 100"))
        .isEqualTo(LongStream.range(0, 100).mapToObj(i -> "[" + (1990 - i * 10) + "]").toList());
  }

  /** An estimate of no rows would let Spark broadcast any size. */
  @Test
  void aConditionOnAnotherColumnIsNotExpectedToBeFalse() {
    SPARK.conf().set("spark.sql.cbo.enabled", "true");
    try {
      for (String query :
          List.of(
              "select * from one where v = 'x'",
              "select * from one where v in ('x', 'y') and k > 5",
              "select * from two where v = 'x' and a = 3",
              "select * from long where v = -1")) {
        var stats = stats(query);
        assertThat(stats.rowCount().get().toLong()).as(query).isPositive();
        assertThat(stats.sizeInBytes().toLong()).as(query).isGreaterThan(100);
      }
    } finally {
      SPARK.conf().unset("spark.sql.cbo.enabled");
    }
  }

  /** Layers that change the same rows again and again make no more rows. */
  @Test
  void layersOfTheSameKeysCountOnce() {
    StoreDirectory store = new StoreDirectory(directory.resolve("repeated"));
    store.write(SPARK.range(500).selectExpr("id - 100 as k", "concat('t', id) as v"), "k");
    long once = store.bytes();
    for (int layer = 1; layer <= 6; layer++) {
      store
          .writer(SPARK.range(500).selectExpr("id - 100 as k", "concat('u', id) as v"), "k")
          .mode("append")
          .save(store.toString());
    }
    SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView("repeated");
    SPARK.conf().set("spark.sql.cbo.enabled", "true");
    try {
      var all = stats("select * from repeated");
      assertThat(all.rowCount().get().toLong()).isEqualTo(500);
      assertThat(all.sizeInBytes().toLong()).isBetween(1L, 2 * once);
      var some = stats("select * from repeated where k >= 350");
      assertThat(some.rowCount().get().toLong()).isEqualTo(50);
    } finally {
      SPARK.conf().unset("spark.sql.cbo.enabled");
    }
  }

  /** A broadcast has the rows in memory, where they are as large as without compression. */
  @Test
  void compressedStoresCountAsLargeAsOthers() {
    StoreDirectory store = new StoreDirectory(directory.resolve("codec"));
    Dataset<Row> rows = SPARK.range(20_000).selectExpr("id as k", "repeat('abc', 30) as v");
    long[] sizes = new long[3];
    List<String> codecs = List.of("none", "lz4", "zstd");
    for (int i = 0; i < sizes.length; i++) {
      store.writer(rows, "k").option("codec", codecs.get(i)).mode("overwrite").save(store + "");
      SPARK.read().format("indexkv").load(store.toString()).createOrReplaceTempView("codec");
      sizes[i] = stats("select * from codec").sizeInBytes().toLong();
    }
    assertThat(sizes[1]).isBetween(sizes[0] * 9 / 10, sizes[0] * 11 / 10);
    assertThat(sizes[2]).isBetween(sizes[0] * 9 / 10, sizes[0] * 11 / 10);
  }

  /** Sizes decide about broadcasts: none is zero or negative, also above joins. */
  @Test
  void sizesAreNeverZero() {
    SPARK.conf().set("spark.sql.cbo.enabled", "true");
    try {
      for (String query :
          List.of(
              "select * from empty",
              "select * from one where v = 'x'",
              "select * from one where k = 5",
              "select * from one where k > 5000",
              "select max(k), count(*) from empty",
              "select count(*) from one where k > 5000",
              "select * from one a cross join two b cross join two c cross join two d",
              "select 1 from one limit 3")) {
        var stats = stats(query);
        assertThat(stats.sizeInBytes().signum()).as(query).isOne();
      }
    } finally {
      SPARK.conf().unset("spark.sql.cbo.enabled");
    }
  }

  /** Spark computes statistics by the settings of the active session. */
  private static Statistics stats(String query) {
    SparkSession.setActiveSession(SPARK);
    try {
      return SPARK.sql(query).queryExecution().optimizedPlan().stats();
    } finally {
      SparkSession.setActiveSession(LocalSpark.session());
    }
  }

  private static List<String> rows(String query) {
    List<String> rows = SPARK.sql(query).collectAsList().stream().map(Row::toString).toList();
    return query.contains(" order by ") ? rows : rows.stream().sorted().toList();
  }
}
