/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.FaultyFileSystem;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Faults that users of other tables have met, in catalogs, metadata tables and plans. */
class CatalogFaultsTest extends CatalogCase {
  CatalogFaultsTest() {
    super(LocalSpark.session().newSession());
  }

  @TempDir Path directory;

  @BeforeEach
  void createNamespaces() {
    SparkSession.setActiveSession(spark);
    spark.conf().set("spark.sql.catalog.spark_catalog", IndexKvSessionCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.indexkv", PathCatalog.class.getName());
    sql("create namespace kv.faults");
    sql("create database faults");
  }

  @AfterEach
  void dropNamespaces() {
    sql("drop namespace kv.faults cascade");
    sql("drop database faults cascade");
    SparkSession.setActiveSession(LocalSpark.session());
  }

  /** The version may be there: its files must stay. */
  @Test
  void aTableFromAQueryWhoseCommitIsInDoubtKeepsItsFiles() {
    StoreDirectory store = new StoreDirectory(directory.resolve("store"));
    String create =
        "create %s table indexkv.`faulty:%s` tblproperties ('key' = 'k') as select id as k from range(%d)";
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    FaultyFileSystem.install(conf, directory.resolve("cache"));
    try {
      loseTheAnswerOf("00001.json");
      assertThatThrownBy(() -> sql(create.formatted("", store, 3)))
          .hasStackTraceContaining("CommitStateUnknownException");
      int files = store.dataFiles().size();
      assertThat(files).isPositive();

      FaultyFileSystem.use(file -> {});
      sql(create.formatted("or replace", store, 2));
      loseTheAnswerOf("00002.json");
      assertThatThrownBy(() -> sql(create.formatted("or replace", store, 4)))
          .hasStackTraceContaining("CommitStateUnknownException");
      assertThat(store.dataFiles()).hasSizeGreaterThan(files + 1);
      assertThat(store.read().count()).isEqualTo(2);
    } finally {
      FaultyFileSystem.remove(conf);
    }
  }

  @Test
  void aTableIsNotListedBeforeItsQueryHasEnded() {
    Configuration conf = spark.sparkContext().hadoopConfiguration();
    FaultyFileSystem.install(conf, directory.resolve("cache"));
    spark.conf().set("spark.sql.catalog.slow", IndexKvCatalog.class.getName());
    spark.conf().set("spark.sql.catalog.slow.warehouse", "faulty:" + directory.resolve("slow"));
    try {
      sql("create namespace slow.n");
      List<String> listed = new ArrayList<>(List.of("not looked"));
      FaultyFileSystem.use(
          file -> {
            if (file.getName().contains("00001.json")) {
              listed.clear();
              listed.addAll(rows("show tables in slow.n"));
            }
          });
      sql("create table slow.n.t tblproperties ('key' = 'k') as select id as k from range(3)");

      assertThat(listed).isEmpty();
      assertThat(rows("show tables in slow.n")).containsExactly("[n,t,false]");
    } finally {
      FaultyFileSystem.remove(conf);
    }
  }

  private static void loseTheAnswerOf(String manifest) {
    FaultyFileSystem.use(
        file -> {
          if (file.getName().contains(manifest)) {
            throw new IllegalStateException("the answer was lost");
          }
        });
  }

  @Test
  void oneSourceOfNamesInSparksCatalog() throws Exception {
    sql("create table faults.t using indexkv tblproperties ('key' = 'k') as select 1 as k");
    sql("create table faults.p using parquet as select 1 as a");

    assertThat(rows("show tables in faults"))
        .containsExactlyInAnyOrder("[faults,t,false]", "[faults,p,false]");
    assertThat(
            spark
                .sql("show table extended in faults like '*'")
                .select("tableName")
                .collectAsList()
                .stream()
                .map(row -> row.getString(0)))
        .containsExactlyInAnyOrder("t", "p");
    assertThat(spark.catalog().tableExists("faults.t")).isTrue();
    assertThat(spark.catalog().listTables("faults").count()).isEqualTo(2);
  }

  @Test
  void tablesOfOthersAreRefreshedAsEver() {
    String place = directory.resolve("p").toUri().toString();
    sql("create table faults.p using parquet location '%s' as select 1 as a".formatted(place));
    assertThat(rows("select * from faults.p")).containsExactly("[1]");
    spark.sql("select 2 as a").write().mode("append").parquet(place);
    sql("refresh table faults.p");

    assertThat(rows("select * from faults.p order by a")).containsExactly("[1]", "[2]");
  }

  @Test
  void metadataTablesTravelInTimeAcrossAChangeOfColumns() {
    sql("create table kv.faults.t tblproperties ('key' = 'k') as select 1 as k, 'a' as v");
    sql("alter table kv.faults.t add column more int");
    sql("alter table kv.faults.t rename column k to id");
    sql("insert into kv.faults.t values (2, 'b', 3)");

    assertThat(rows("select lower_bound, upper_bound from kv.faults.t.files version as of 1"))
        .containsExactly("[1,1]");
    assertThat(rows("select layer, lower_bound from kv.faults.t.files order by layer"))
        .containsExactly("[0,2]", "[1,1]");
    assertThat(rows("select count(*) from kv.faults.t.properties version as of 1")).hasSize(1);
    assertThat(rows("select k, v from kv.faults.t version as of 1")).containsExactly("[1,a]");
    assertThat(rows("select count(*), max(_version) from kv.faults.t.snapshots, kv.faults.t"))
        .containsExactly("[8,4]");
  }

  @Test
  void scansThatDifferInWhatTheyAnswerAreNotExchangedForEachOther() {
    sql(
        "create table kv.faults.t tblproperties ('key' = 'k') as select id as k, id * 2 as a, id * 3 as b from range(1, 10)");
    for (String adaptive : new String[] {"true", "false"}) {
      spark.conf().set("spark.sql.adaptive.enabled", adaptive);
      assertThat(
              rows(
                  "select * from (select min(k) from kv.faults.t), (select max(k) from kv.faults.t),"
                      + " (select count(*) from kv.faults.t)"))
          .containsExactly("[1,9,9]");
      assertThat(
              rows(
                  "select * from (select k from kv.faults.t order by k limit 1),"
                      + " (select k from kv.faults.t order by k desc limit 1),"
                      + " (select k from kv.faults.t order by k limit 2)"
                      + " order by 3"))
          .containsExactly("[1,9,1]", "[1,9,2]");
      assertThat(
              rows(
                  "select x.v, y.v from (select a as v, count(*) from kv.faults.t group by a) x"
                      + " join (select b as v, count(*) from kv.faults.t group by b) y on x.v = y.v"
                      + " order by 1"))
          .containsExactly("[6,6]", "[12,12]", "[18,18]");
    }
  }
}
