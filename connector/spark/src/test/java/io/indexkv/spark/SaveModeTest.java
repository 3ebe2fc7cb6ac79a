/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("versions")
class SaveModeTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void createsAStoreByDefault() {
    writer(rows(1, 2)).save(path());

    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(store().manifests()).containsExactly("v00000000000000000001.json");
  }

  @Test
  void failsByDefaultIfTheStoreExists() {
    writer(rows(1, 2)).save(path());

    assertThatThrownBy(() -> writer(rows(3, 4)).save(path()))
        .hasMessageContaining("already exists")
        .hasMessageContaining(path());
    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  void ignoreCreatesOnceAndThenLeavesTheStoreAlone() {
    writer(rows(1, 2)).mode(SaveMode.Ignore).save(path());
    writer(rows(3, 4)).mode(SaveMode.Ignore).save(path());

    assertThat(ids()).containsExactly(1L, 2L);
    assertThat(store().manifests()).hasSize(1);
  }

  @Test
  void overwriteCreatesAndThenReplacesAll() {
    writer(rows(1, 2)).mode(SaveMode.Overwrite).save(path());
    writer(rows(3, 5)).mode(SaveMode.Overwrite).save(path());

    assertThat(ids()).containsExactly(3L, 4L, 5L);
    assertThat(store().manifests()).hasSize(2);
  }

  @Test
  void overwriteMayChangeTheSchemaAndTheKey() {
    writer(rows(1, 2)).save(path());
    spark
        .sql("select 'x' as code, cast(1 as int) as n")
        .write()
        .format("indexkv")
        .option("key", "code")
        .mode(SaveMode.Overwrite)
        .save(path());

    assertThat(store().read().schema().fieldNames()).containsExactly("code", "n");
    assertThat(store().read().first().getString(0)).isEqualTo("x");
  }

  @Test
  void overwriteWithoutKeyKeepsTheKeyOfTheStore() {
    writer(rows(1, 2)).save(path());
    rows(7, 8).write().format("indexkv").mode(SaveMode.Overwrite).save(path());

    assertThat(ids()).containsExactly(7L, 8L);
  }

  @Test
  void overwriteReplacesAStoreFromItself() {
    writer(rows(1, 6)).save(path());
    writer(store().read().where("id % 2 = 0")).mode(SaveMode.Overwrite).save(path());

    assertThat(ids()).containsExactly(2L, 4L, 6L);
  }

  @Test
  void appendCreatesAStoreThatDoesNotExist() {
    writer(rows(1, 2)).mode(SaveMode.Append).save(path());

    assertThat(ids()).containsExactly(1L, 2L);
  }

  @Test
  void appendAddsToAStoreThatExists() {
    writer(rows(1, 2)).save(path());
    writer(rows(2, 4)).mode(SaveMode.Append).save(path());

    assertThat(ids()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(store().manifests()).hasSize(2);
  }

  @Test
  void partitionByIsRefused() {
    assertThatThrownBy(() -> writer(rows(1, 2)).partitionBy("name").save(path()))
        .hasMessageContaining("partitionBy");
    assertThat(Files.exists(store().path())).isFalse();
  }

  private Dataset<Row> rows(long from, long to) {
    return spark.range(from, to + 1).selectExpr("id", "concat('n', id) as name");
  }

  private DataFrameWriter<Row> writer(Dataset<Row> rows) {
    return store().writer(rows, "id");
  }

  private List<Long> ids() {
    return store().read().collectAsList().stream().map(row -> row.getLong(0)).sorted().toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("a store.v1"));
  }

  private String path() {
    return store().toString();
  }
}
