/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that users of other tables have met, in what creates, replaces and names tables. */
class NeighboursFaultsTest extends CatalogCase {
  NeighboursFaultsTest() {
    super(LocalSpark.session().newSession());
  }

  @BeforeEach
  void createNamespaces() {
    SparkSession.setActiveSession(spark);
    spark.conf().set("spark.sql.catalog.spark_catalog", IndexKvSessionCatalog.class.getName());
    sql("create namespace kv.faults");
    sql("create database faults");
  }

  @AfterEach
  void dropNamespaces() {
    sql("drop namespace kv.faults cascade");
    sql("drop database faults cascade");
    SparkSession.setActiveSession(LocalSpark.session());
  }

  @ParameterizedTest
  @ValueSource(strings = {"kv.faults.t", "faults.t"})
  void aTableIsReplacedFromAViewOfItself(String table) {
    sql(create(table) + "select id as k, 'v' || id as v from range(5)");
    sql("create temporary view of_itself as select k * 10 as k, v from " + table);

    sql("create or replace table " + table + " using indexkv as select * from of_itself");

    assertThat(rows("select * from %s where k >= 30 order by k".formatted(table)))
        .containsExactly("[30,v3]", "[40,v4]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kv.faults.t", "faults.t"})
  void aReplaceThatFailsLeavesTheOldTable(String table) {
    sql(create(table) + "select 1 as k, 'old' as v");
    String replace = "create or replace table " + table + " using indexkv as select ";

    assertThatThrownBy(() -> sql(replace + "2 as k, cast(raise_error('stop') as string) as v"))
        .hasStackTraceContaining("stop");
    assertThatThrownBy(() -> sql(replace + "1 as k, id as v from range(2)"))
        .hasStackTraceContaining("Nothing was published");
    assertThatThrownBy(() -> sql(replace + "2 as other"))
        .hasStackTraceContaining("there is no column k");

    assertThat(rows("select * from " + table)).containsExactly("[1,old]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kv.faults.t", "faults.t"})
  void oldVersionsKeepTheirColumnsAndKey(String table) {
    sql(create(table) + "select 1 as k, 'old' as v");
    sql(
        "create or replace table %s using indexkv tblproperties ('key' = 'n') as select 'x' as n, 2 as m"
            .formatted(table));

    assertThat(rows("select * from %s version as of 1 where k = 1".formatted(table)))
        .containsExactly("[1,old]");
    assertThat(rows("select * from %s where n = 'x'".formatted(table))).containsExactly("[x,2]");
  }

  @Test
  void aDirectoryThatWasDeletedByHandIsACleanStart() throws IOException {
    sql(create("kv.faults.t") + "select 1 as k");
    delete(place("kv.faults.t"));

    assertThatThrownBy(() -> rows("select * from kv.faults.t"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
    sql("create or replace table kv.faults.t tblproperties ('key' = 'k') as select 2 as k");
    assertThat(rows("select * from kv.faults.t")).containsExactly("[2]");

    sql(create("faults.t") + "select 1 as k");
    delete(place("faults.t"));
    assertThatThrownBy(() -> rows("select * from faults.t"))
        .hasMessageContaining("no IndexKV store there");
    sql(
        "create or replace table faults.t using indexkv tblproperties ('key' = 'k') as select 2 as k");
    assertThat(rows("select * from faults.t")).containsExactly("[2]");
  }

  @Test
  void theKeyFollowsTheSessionsRuleOfCase() {
    sql("create table kv.faults.t (Id int, v string) tblproperties ('key' = 'id')");
    assertThat(rows("show tblproperties kv.faults.t")).contains("[key,Id]");
    spark.conf().set("spark.sql.caseSensitive", "true");

    assertThatThrownBy(
            () -> sql("create table kv.faults.u (Id int, v string) tblproperties ('key' = 'id')"))
        .hasMessageContaining("there is no column id, the columns are Id, v");
  }

  @Test
  void timesAreOfTheSessionsZone() throws InterruptedException {
    sql(create("kv.faults.t") + "select 1 as k");
    Thread.sleep(5);
    String utc =
        spark.sql("select date_format(now(), 'yyyy-MM-dd HH:mm:ss.SSSSSS')").first().getString(0);
    Thread.sleep(5);
    sql("insert into kv.faults.t values (2)");
    String zone = spark.conf().get("spark.sql.session.timeZone");
    String query = "select * from kv.faults.t timestamp as of '%s'";
    assertThat(rows(query.formatted(utc))).containsExactly("[1]");

    String east = zone.equals("Asia/Tokyo") ? "America/Lima" : "Asia/Tokyo";
    spark.conf().set("spark.sql.session.timeZone", east);
    String sameMoment =
        spark
            .sql("select cast(timestamp '%s %s' as string)".formatted(utc, zone))
            .first()
            .getString(0);

    assertThat(sameMoment).isNotEqualTo(utc);
    assertThat(rows(query.formatted(sameMoment))).containsExactly("[1]");
    for (String option : new String[] {"timestamp", "timestampAsOf"}) {
      assertThat(
              spark
                  .read()
                  .format("indexkv")
                  .option(option, sameMoment)
                  .load(place("kv.faults.t").toString())
                  .count())
          .as(option)
          .isEqualTo(1);
    }
  }

  @Test
  void aTableMayBeCalledAsAMetadataTable() {
    sql(create("kv.faults.history") + "select 1 as k");

    assertThat(rows("select * from kv.faults.history")).containsExactly("[1]");
  }

  @Test
  void refreshAndPlainReadsSeeOtherWriters() {
    sql(create("kv.faults.t") + "select 1 as k");
    sql("cache table kv.faults.t");
    try {
      spark
          .range(2, 3)
          .selectExpr("cast(id as int) as k")
          .write()
          .format("indexkv")
          .mode("append")
          .save(place("kv.faults.t").toString());
      sql("refresh table kv.faults.t");

      assertThat(rows("select * from kv.faults.t order by k")).containsExactly("[1]", "[2]");
    } finally {
      sql("uncache table if exists kv.faults.t");
    }
  }

  @Test
  void anInsertShowsThroughTheCache() {
    sql(create("kv.faults.t") + "select 1 as k");
    sql("cache table kv.faults.t");
    try {
      assertThat(rows("select * from kv.faults.t")).containsExactly("[1]");
      sql("insert into kv.faults.t values (2)");

      assertThat(rows("select * from kv.faults.t order by k")).containsExactly("[1]", "[2]");
    } finally {
      sql("uncache table if exists kv.faults.t");
    }
  }

  @Test
  void oneQueryReadsTwoVersions() {
    sql(create("kv.faults.t") + "select 1 as k, 'old' as v");
    sql("insert into kv.faults.t values (1, 'new')");

    assertThat(
            rows(
                "select a.v, b.v from kv.faults.t version as of 1 a"
                    + " join kv.faults.t version as of 2 b on a.k = b.k"))
        .containsExactly("[old,new]");
  }

  @Test
  void aTableThatIsMadeAgainHasNothingOfTheOldOne() {
    sql(create("kv.faults.t") + "select 1 as k, 'old' as v");
    assertThat(rows("select * from kv.faults.t")).containsExactly("[1,old]");
    sql("drop table kv.faults.t");
    sql(create("kv.faults.t") + "select 'x' as k, 5 as other");

    assertThat(rows("select * from kv.faults.t")).containsExactly("[x,5]");
    assertThat(rows("select * from kv.faults.t where k = 'x'")).containsExactly("[x,5]");
  }

  @Test
  void aCachedTableThatIsMadeAgainHasNothingOfTheOldOne() {
    sql(create("kv.faults.t") + "select 1 as k, 'old' as v");
    sql("cache table kv.faults.t");
    try {
      assertThat(rows("select * from kv.faults.t")).containsExactly("[1,old]");
      sql("drop table kv.faults.t");
      sql(create("kv.faults.t") + "select 2 as k, 'new' as v");
      assertThat(rows("select * from kv.faults.t")).containsExactly("[2,new]");
      sql("refresh table kv.faults.t");
      assertThat(rows("select * from kv.faults.t")).containsExactly("[2,new]");
    } finally {
      spark.catalog().clearCache();
    }
  }

  private static String create(String table) {
    return "create table " + table + " using indexkv tblproperties ('key' = 'k') as ";
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
