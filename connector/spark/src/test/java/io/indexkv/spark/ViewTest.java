/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Temporary views of a store whose version n has n rows. */
class ViewTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeAVersion() {
    write(1);
  }

  @AfterEach
  void drop() {
    spark.sql("drop view if exists a_view");
    spark.sql("drop view if exists global_temp.a_view");
  }

  @ParameterizedTest
  @ValueSource(strings = {"indexkv", "INDEXKV", "io.indexkv.spark.IndexKvSource"})
  void showsTheNewestVersionInEachQuery(String provider) {
    spark.sql(
        "create temporary view a_view using %s options (path '%s')".formatted(provider, store()));
    Dataset<Row> table = spark.table("a_view");
    for (int rows = 2; rows <= 4; rows++) {
      write(rows);
      assertThat(count("a_view")).isEqualTo(rows);
      assertThat(table.count()).isEqualTo(rows);
    }
    spark.sql("refresh table a_view");
    assertThat(count("a_view")).isEqualTo(4);
  }

  @Test
  void aGlobalViewToo() {
    spark.sql(
        "create global temporary view a_view using indexkv options (path '%s')".formatted(store()));
    write(2);

    assertThat(count("global_temp.a_view")).isEqualTo(2);
  }

  @Test
  void aQueryPlannedBeforeSeesOneVersionInAllItsPlaces() {
    create("");
    Dataset<Row> query =
        spark.sql(
            "select a.id, b.v, (select count(*) from a_view) n from a_view a join a_view b using (id)"
                + " where id in (select id from a_view)");
    write(3);

    assertThat(query.collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[0,v0,3]", "[1,v1,3]", "[2,v2,3]");
    write(5);
    assertThat(query.collectAsList()).as("the same query, planned once").hasSize(3);
  }

  @Test
  void aCachedViewIsNoneOfAnOldVersion() {
    create("");
    spark.sql("cache table a_view");
    try {
      write(3);
      assertThat(count("a_view")).isEqualTo(3);
    } finally {
      spark.sql("uncache table a_view");
    }
  }

  @Test
  void aViewOfAVersionKeepsIt() {
    create(", version '1'");
    write(2);

    assertThat(count("a_view")).isEqualTo(1);
  }

  @Test
  void aDataFrameKeepsTheVersionThatItWasLoadedWith() {
    Dataset<Row> loaded = store().read();
    loaded.createOrReplaceTempView("a_view");
    write(2);

    assertThat(loaded.count()).isEqualTo(1);
    assertThat(count("a_view")).isEqualTo(1);
  }

  @Test
  void newColumnsAreNotShownAndLostOnesAreAnError() {
    create("");
    store().write(spark.range(2).selectExpr("id", "1 as more", "'w' as v"), "id");
    assertThat(spark.table("a_view").collectAsList())
        .extracting(Row::toString)
        .containsExactlyInAnyOrder("[0,w]", "[1,w]");

    store().write(spark.range(2).selectExpr("id", "1 as v"), "id");
    assertThatThrownBy(() -> count("a_view"))
        .hasMessageContaining("was created with the column 'v' as string")
        .hasMessageContaining("struct<id:bigint,v:int>")
        .hasMessageContaining("create the view again");
  }

  @Test
  void anInsertGoesOnTopOfTheNewestVersion() {
    create("");
    write(3);
    spark.sql("insert into a_view values (2, 'new'), (3, 'v3')");
    assertThat(count("a_view")).isEqualTo(4);
    spark.sql("insert overwrite a_view values (9, 'v9')");

    assertThat(spark.table("a_view").first().toString()).isEqualTo("[9,v9]");
  }

  private void create(String options) {
    spark.sql(
        "create temporary view a_view using indexkv options (path '%s'%s)"
            .formatted(store(), options));
  }

  private void write(int rows) {
    store().write(spark.range(rows).selectExpr("id", "concat('v', id) as v"), "id");
  }

  private long count(String view) {
    return spark.sql("select count(*) from " + view).first().getLong(0);
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
