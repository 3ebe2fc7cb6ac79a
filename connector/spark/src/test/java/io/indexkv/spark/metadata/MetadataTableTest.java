/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.indexkv.StoreHistory;
import io.indexkv.StoreVersion;
import io.indexkv.Version;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.codec.StoredRowLayout;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts of a store as tables behind its path; version n has n rows. */
class MetadataTableTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTwoVersions() {
    write(1);
    write(2);
  }

  @Test
  void showsWhenVersionsBecameTheNewest() throws IOException {
    StoreHistory history = StoreHistory.of(store().path());
    List<Row> rows = rows("history");

    assertThat(rows("history").get(0).schema().fieldNames())
        .containsExactly("made_current_at", "snapshot_id", "parent_id", "is_current_ancestor");
    assertThat(rows)
        .extracting(row -> row.getLong(1), row -> row.get(2), row -> row.getBoolean(3))
        .containsExactly(tuple(1L, null, true), tuple(2L, 1L, true));
    assertThat(rows.get(1).getTimestamp(0))
        .isEqualTo(Timestamp.from(history.version(Version.newest()).time()));
  }

  @Test
  void aVersionThatWasRolledBackIsNoAncestor() throws IOException {
    write(3);
    StoreHistory.of(store().path()).rollback(Version.number(1));

    assertThat(rows("history"))
        .extracting(row -> row.getLong(1), row -> row.getBoolean(3))
        .containsExactly(tuple(1L, true), tuple(2L, false), tuple(3L, false), tuple(4L, true));
  }

  @Test
  void showsTheCommits() throws IOException {
    upsert(7);
    StoreVersion newest = StoreHistory.of(store().path()).version(Version.newest());
    Row last =
        spark
            .sql("select * from " + table("snapshots") + " where operation = 'upsert'")
            .collectAsList()
            .get(0);

    assertThat(last.schema().fieldNames())
        .containsExactly("committed_at", "snapshot_id", "parent_id", "operation", "summary");
    assertThat(last.getLong(1)).isEqualTo(3);
    assertThat(last.getJavaMap(4)).isEqualTo(newest.summary());
  }

  @Test
  void showsTheFiles() {
    upsert(7);
    List<Row> rows =
        spark
            .sql("select * from " + table("files") + " order by layer, lower_bound")
            .collectAsList();

    assertThat(rows.get(0).getInt(0)).isZero();
    assertThat(rows.get(0).getString(2)).isEqualTo("IKV");
    assertThat(rows.get(0).<Long>getAs("record_count")).isEqualTo(1);
    assertThat(rows.get(0).<String>getAs("lower_bound")).isEqualTo("7");
    assertThat(rows.get(0).<String>getAs("upper_bound")).isEqualTo("7");
    assertThat(rows.stream().mapToLong(row -> row.<Long>getAs("file_size_in_bytes")).sum())
        .isPositive()
        .isLessThanOrEqualTo(store().bytes());
    assertThat(rows)
        .allSatisfy(row -> assertThat(new File(URI.create(row.getString(1)).getPath())).isFile());
    assertThat(rows).extracting(row -> row.<Integer>getAs("layer")).contains(0, 1);
  }

  @Test
  void showsTagsAndProperties() throws IOException {
    StoreHistory.of(store().path()).tag("monday", Version.number(1));

    assertThat(rows("refs")).extracting(Object::toString).containsExactly("[monday,TAG,1]");
    assertThat(rows("properties"))
        .extracting(Object::toString)
        .contains("[value.encoding," + StoredRowLayout.V1 + "]");
  }

  @Test
  void showsWhatIsThereNow() {
    Dataset<Row> kept = spark.table(table("history"));
    assertThat(kept.count()).isEqualTo(2);
    write(3);

    assertThat(rows("history")).hasSize(3);
    assertThat(kept.count()).isEqualTo(3);
    SparkSession other = spark.newSession();
    assertThat(other.table(table("history")).count()).isEqualTo(3);
    other.sql("insert into indexkv.`%s` values (9, 'v9')".formatted(store().path()));
    assertThat(rows("history")).as("after another session wrote").hasSize(4);
  }

  /** Spark 4.1 keeps a cached table as it is until somebody refreshes it. */
  @Test
  void aRefreshedCacheShowsWhatIsThereNow() {
    spark.table(table("snapshots")).cache();
    try {
      assertThat(rows("snapshots")).hasSize(2);
      write(3);
      spark.sql("refresh table " + table("snapshots"));

      assertThat(rows("snapshots")).hasSize(3);
    } finally {
      spark.catalog().clearCache();
    }
  }

  @Test
  void tablesOfACatalogHaveThemToo() {
    spark.sql("create namespace if not exists kv.metadata_test");
    spark.sql(
        "create table kv.metadata_test.t (k int, v string) tblproperties ('key'='k', 'team.owner'='maps')");
    try {
      spark.sql("insert into kv.metadata_test.t values (1, 'a')");
      assertThat(spark.table("kv.metadata_test.t.history").count()).isEqualTo(2);
      assertThat(spark.sql("select * from kv.metadata_test.t.files version as of 1").count())
          .isZero();
      assertThat(spark.table("kv.metadata_test.t.properties").collectAsList())
          .extracting(Object::toString)
          .contains("[key,k]", "[team.owner,maps]");
      spark.catalog().setCurrentCatalog("kv");
      assertThat(spark.sql("select * from metadata_test.t.snapshots").count()).isEqualTo(2);
    } finally {
      spark.catalog().setCurrentCatalog("spark_catalog");
      spark.sql("drop table kv.metadata_test.t purge");
    }
  }

  @Test
  void aTableOfThatNameWins() {
    spark.sql("create namespace if not exists kv.metadata_names");
    spark.sql("create table kv.metadata_names.history (k int) tblproperties ('key'='k')");
    try {
      assertThat(spark.table("kv.metadata_names.history").columns()).containsExactly("k");
      assertThat(spark.table("kv.metadata_names.history.history").count()).isEqualTo(1);
    } finally {
      spark.sql("drop table kv.metadata_names.history purge");
    }
  }

  @Test
  void showsAnOlderVersion() {
    upsert(7);

    assertThat(rows("files")).hasSizeGreaterThan(rows("files version as of 1").size());
    assertThat(
            spark
                .sql("select sum(record_count) from " + table("files") + " version as of 1")
                .first()
                .getLong(0))
        .isEqualTo(1);
    assertThatThrownBy(() -> rows("history version as of 1"))
        .hasMessageContaining("history shows all versions")
        .hasMessageContaining("VERSION AS OF");
    assertThatThrownBy(() -> rows("files version as of 9")).hasMessageContaining("no version 9");
  }

  @Test
  void namesIgnoreCaseAndOtherNamesAreNoTables() {
    assertThat(rows("HISTORY")).hasSize(2);
    assertThatThrownBy(() -> rows("manifests")).hasMessageContaining("manifests");
    assertThatThrownBy(() -> spark.sql("select * from indexkv.`" + directory + "/none`.history"))
        .hasMessageContaining("TABLE_OR_VIEW_NOT_FOUND");
  }

  @Test
  void cannotBeWritten() {
    assertThatThrownBy(() -> spark.sql("insert into " + table("refs") + " values ('a', 'TAG', 1L)"))
        .hasMessageContaining("refs");
  }

  private List<Row> rows(String metadata) {
    int space = metadata.indexOf(' ');
    String name = space < 0 ? metadata : metadata.substring(0, space);
    return spark
        .sql("select * from " + table(name) + metadata.substring(name.length()))
        .collectAsList();
  }

  private String table(String metadata) {
    return "indexkv.`%s`.%s".formatted(store().path(), metadata);
  }

  private void write(long rows) {
    store().write(spark.range(rows).selectExpr("id", "concat('v', id) as v"), "id");
  }

  private void upsert(long id) {
    store()
        .writer(spark.range(id, id + 1).selectExpr("id", "concat('v', id) as v"), "id")
        .mode("append")
        .save(store().toString());
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
