/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The messages for users who ask for something impossible. */
class MistakesTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void aFileIsNoStore() throws IOException {
    Path file = Files.writeString(directory.resolve("airports.csv"), "iata,city");

    assertThatThrownBy(() -> spark.read().format("indexkv").load(file.toString()))
        .hasMessageContaining("airports.csv is a file, but a store is a directory");
    for (String mode : new String[] {"errorifexists", "append", "overwrite"}) {
      assertThatThrownBy(() -> writer("id").mode(mode).save(file.toString()))
          .hasMessageContaining("airports.csv is a file, but a store is a directory");
    }
    assertThat(file).hasContent("iata,city");
  }

  @Test
  void whatCannotBeSeenInANameIsEscaped() {
    assertThatThrownBy(() -> writer("\uFEFFid").option("key", "id").save(store().toString()))
        .hasMessage("option 'key': there is no column id, the columns are \\uFEFFid");
  }

  @Test
  void aKeyColumnWithACommaIsNamedInBackquotes() {
    assertThatThrownBy(() -> writer("a,b").option("key", "a,b").save(store().toString()))
        .hasMessage("option 'key': there is no column a, the columns are `a,b`");

    writer("a,b").option("key", "`a,b`").save(store().toString());

    assertThat(store().read().where("`a,b` = 1").count()).isEqualTo(1);
    writer("a,b").mode("append").save(store().toString());
    assertThat(store().read().count()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"append", "overwrite", "errorifexists", "ignore"})
  void partitionByIsNoChoice(String mode) {
    assertThatThrownBy(() -> writer("id").mode(mode).partitionBy("id").save(store().toString()))
        .hasMessage("partitionBy is not supported: a store is divided by ranges of its key");
  }

  @Test
  void aStreamIsRefusedAsSuchWhereNoStoreIs() {
    assertThatThrownBy(
            () ->
                spark
                    .readStream()
                    .format("rate")
                    .load()
                    .writeStream()
                    .format("indexkv")
                    .start(store().toString()))
        .hasMessageContaining("does not support streamed writing");
  }

  @Test
  void aFirstWriteThatFailsLeavesNoDirectory() {
    assertThatThrownBy(
            () ->
                store()
                    .writer(spark.sql("select explode(array(1, 1)) as id"), "id")
                    .save(store().toString()))
        .hasStackTraceContaining("key 1 comes in 2 rows");
    assertThat(store().path()).doesNotExist();
  }

  @Test
  void aFirstWriteThatFailsLeavesWhatWasThere() throws IOException {
    Files.createDirectories(store().path().resolve("data"));
    Path other = Files.writeString(store().path().resolve("notes.txt"), "mine");

    assertThatThrownBy(
            () ->
                store()
                    .writer(spark.sql("select explode(array(1, 1)) as id"), "id")
                    .save(store().toString()))
        .hasStackTraceContaining("key 1 comes in 2 rows");
    assertThat(other).hasContent("mine");
    assertThat(store().path().resolve("data")).isEmptyDirectory();
  }

  private DataFrameWriter<Row> writer(String column) {
    DataFrameWriter<Row> writer = spark.range(3).toDF(column).write().format("indexkv");
    return column.equals("id") ? writer.option("key", "id") : writer;
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
