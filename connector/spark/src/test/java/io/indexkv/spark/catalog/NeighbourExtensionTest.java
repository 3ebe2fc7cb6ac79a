/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.catalog.NeighbourExtension.NeighbourCatalog;
import io.indexkv.spark.join.LookupJoinExtensions;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import scala.Function1;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * IndexKV beside an extension that injects rules everywhere, in both orders, and beside a catalog
 * that takes the place of Spark's own.
 */
class NeighbourExtensionTest {
  @TempDir Path directory;

  private SparkSession spark;

  @BeforeEach
  void forgetTheSharedSession() {
    LocalSpark.session();
    NeighbourExtension.reset();
  }

  @AfterEach
  void goBackToTheSharedSession() {
    if (spark != null) {
      rows("drop table if exists theirs");
    }
    SparkSession.setDefaultSession(LocalSpark.session());
    SparkSession.setActiveSession(LocalSpark.session());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bothExtensionsDoTheirWork(boolean neighbourFirst) {
    // the jar's service adds IndexKV's extension in any case, here a second time or at the end
    start(
        neighbourFirst
            ? NeighbourExtension.all()
            : then(new LookupJoinExtensions(), NeighbourExtension.all()));
    String table = "kv.`of`.t";
    rows("create namespace if not exists kv.`of`");
    try {
      rows(
          "create table "
              + table
              + " tblproperties ('key' = 'k') as select id as k, 'v' || id as v from range(5)");
      rows("create table theirs (k bigint, v string) using parquet");
      rows("insert into theirs values (1, 'new'), (9, 'v9')");

      rows(
          "merge into "
              + table
              + " t using theirs s on t.k = s.k when matched then update set *"
              + " when not matched then insert *");
      rows("update " + table + " set v = 'two' where k = 2");
      rows("delete from " + table + " where k in (select k from theirs where k = 9)");

      assertThat(rows("select * from " + table + " order by k"))
          .containsExactly("[0,v0]", "[1,new]", "[2,two]", "[3,v3]", "[4,v4]");
      assertThat(rows("explain select * from theirs f join " + table + " t on f.k = t.k").get(0))
          .contains("LookupJoin");
      assertThat(rows("select t.v from theirs f join " + table + " t on f.k = t.k"))
          .containsExactly("[new]");
      assertThat(rows("neighbour hello")).containsExactly("[hello]");
      if (!spark.version().startsWith("3.")) {
        assertThat(rows("call kv.system.compact(table => 'of.t')")).hasSize(1);
      }
      assertThat(NeighbourExtension.seen())
          .contains("resolution", "check", "optimizer", "strategy", "parser", "catalog");
    } finally {
      rows("drop namespace kv.`of` cascade");
    }
  }

  @Test
  void aStoreInTheCatalogOfANeighbourIsRefused() {
    start(NeighbourExtension.all());
    rows("create table theirs (k bigint, v string) using parquet");
    rows("insert into theirs values (1, 'one')");
    String create =
        "create table ours using indexkv location '%s' tblproperties ('key' = 'k') as select 1L as k, 'v' as v"
            .formatted(directory.resolve("ours"));

    assertThatThrownBy(() -> rows(create))
        .hasMessageContaining(NeighbourCatalog.class.getName())
        .hasMessageContaining("spark.sql.catalog.kv=");
    assertThat(rows("show tables").toString()).doesNotContain("ours");
    assertThat(rows("select * from theirs")).containsExactly("[1,one]");
  }

  private static Function1<SparkSessionExtensions, BoxedUnit> then(
      Function1<SparkSessionExtensions, BoxedUnit> first,
      Function1<SparkSessionExtensions, BoxedUnit> second) {
    return new AbstractFunction1<>() {
      @Override
      public BoxedUnit apply(SparkSessionExtensions extensions) {
        first.apply(extensions);
        return second.apply(extensions);
      }
    };
  }

  private void start(Function1<SparkSessionExtensions, BoxedUnit> extensions) {
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
    spark =
        SparkSession.builder()
            .withExtensions(extensions)
            .config("spark.sql.catalog.spark_catalog", NeighbourCatalog.class.getName())
            .config("spark.sql.catalog.kv", IndexKvCatalog.class.getName())
            .config("spark.sql.catalog.kv.warehouse", directory.resolve("kv").toString())
            .getOrCreate();
    SparkSession.setActiveSession(spark);
  }

  private List<String> rows(String statement) {
    return spark.sql(statement).collectAsList().stream().map(Row::toString).toList();
  }
}
