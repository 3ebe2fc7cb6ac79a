/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stores in SQL, named by their paths; version n has n rows. */
class SqlTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeThreeVersions() {
    for (int rows = 1; rows <= 3; rows++) {
      store().write(spark.range(rows).selectExpr("id", "concat('v', id) as v"), "id");
    }
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
  }

  @Test
  void readsTheNewestVersion() {
    assertThat(count("select count(*) from " + table())).isEqualTo(3);
    assertThat(count("select count(*) from " + table() + " where id = 1 and v = 'v1'"))
        .isEqualTo(1);
  }

  @Test
  void readsOlderVersions() throws IOException {
    for (int version = 1; version <= 3; version++) {
      assertThat(count("select count(*) from %s version as of %d".formatted(table(), version)))
          .isEqualTo(version);
      Instant time =
          Instant.ofEpochMilli(
              new VersionLog(new LocalStorage(store().path())).at(version).timestamp());
      assertThat(count("select count(*) from %s timestamp as of '%s'".formatted(table(), time)))
          .isEqualTo(version);
    }
    assertThatThrownBy(() -> count("select count(*) from " + table() + " version as of 4"))
        .hasMessageContaining("no version 4");
  }

  @Test
  void looksUp() {
    String query =
        "select /*+ LOOKUP(s) */ f.id, s.v from range(4) f left join %s version as of 2 s on f.id = s.id"
            .formatted(table());

    assertThat(spark.sql("explain " + query).first().getString(0))
        .contains("LookupJoin")
        .contains("version=2");
    assertThat(rows(query)).containsExactlyInAnyOrder("[0,v0]", "[1,v1]", "[2,null]", "[3,null]");
  }

  @Test
  void aTemporaryViewNeedsNoCatalog() {
    spark.sql(
        "create or replace temporary view sql_test_stores using indexkv options (path '%s', version '2')"
            .formatted(store().path()));
    try {
      assertThat(count("select count(*) from sql_test_stores")).isEqualTo(2);
      assertThat(
              spark
                  .sql("explain select * from range(4) f join sql_test_stores s on f.id = s.id")
                  .first()
                  .getString(0))
          .contains("LookupJoin");
    } finally {
      spark.sql("drop view sql_test_stores");
    }
  }

  @Test
  void insertsAreUpserts() {
    spark.sql("insert into %s values (2, 'new')".formatted(table()));

    assertThat(rows("select * from " + table()))
        .containsExactlyInAnyOrder("[0,v0]", "[1,v1]", "[2,new]");
    assertThat(rows("select * from " + table() + " version as of 3"))
        .containsExactlyInAnyOrder("[0,v0]", "[1,v1]", "[2,v2]");
  }

  @Test
  void insertOverwriteReplacesAllRows() {
    spark.sql("insert overwrite %s select 9L as id, 'v9' as v".formatted(table()));

    assertThat(rows("select * from " + table())).containsExactly("[9,v9]");
  }

  @Test
  void aStoreIsCreatedAtItsPath() {
    String absent = "indexkv.`%s`".formatted(directory.resolve("absent"));

    spark.sql(
        "create table %s (id bigint, v string) tblproperties ('key' = 'id')".formatted(absent));
    spark.sql("insert into %s values (1, 'one')".formatted(absent));

    assertThat(rows("select * from " + absent)).containsExactly("[1,one]");
    assertThatThrownBy(() -> spark.sql("create table %s (id bigint)".formatted(absent)))
        .hasMessageContaining("already exists");
    assertThatThrownBy(() -> spark.sql("drop table " + absent))
        .hasMessageContaining("DROP TABLE … PURGE deletes its files");
    spark.sql("drop table %s purge".formatted(absent));
    assertThat(directory.resolve("absent")).doesNotExist();
  }

  /** The jar alone is enough: its extension sets the catalog. */
  @Test
  void aSessionThatSetsNoCatalogNamesPaths() {
    SparkSession before = SparkSession.active();
    // a new session begins with the settings of the context, and none of other tests
    SparkSession own = spark.newSession();
    SparkSession.setActiveSession(own);
    try {
      String made = "indexkv.`%s`".formatted(directory.resolve("made"));
      own.sql("create table %s (k int, v string) tblproperties ('key' = 'k')".formatted(made));
      own.sql("insert into %s values (1, 'one'), (2, 'two'), (3, 'three')".formatted(made));
      own.sql(
          ("merge into %s t using (values (1, 'x'), (4, 'four') as s(k, v)) s on t.k = s.k"
                  + " when matched then delete when not matched then insert *")
              .formatted(made));
      own.sql("update %s set v = 'zwei' where k = 2".formatted(made));
      own.sql("delete from %s where k = 3".formatted(made));

      assertThat(own.table(made).collectAsList())
          .extracting(Object::toString)
          .containsExactlyInAnyOrder("[2,zwei]", "[4,four]");
      assertThat(own.sql("select v from %s where k = 4".formatted(made)).first().getString(0))
          .isEqualTo("four");
    } finally {
      SparkSession.setActiveSession(before);
    }
  }

  @Test
  void aStoreNeedsAKey() {
    Path absent = directory.resolve("absent");

    assertThatThrownBy(
            () -> spark.sql("create table indexkv.`%s` as select 1L as id".formatted(absent)))
        .hasMessageContaining("option 'key' is missing");
    assertThatThrownBy(() -> spark.sql("create table indexkv.`%s` (id bigint)".formatted(absent)))
        .hasMessageContaining("option 'key' is missing");
    assertThat(absent).doesNotExist();
  }

  private String table() {
    return "indexkv.`%s`".formatted(store().path());
  }

  private long count(String query) {
    return spark.sql(query).first().getLong(0);
  }

  private List<String> rows(String query) {
    return spark.sql(query).collectAsList().stream().map(Object::toString).toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
