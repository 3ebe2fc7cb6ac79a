/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.FaultyFileSystem;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every read mode gives the same rows; the remote mode copies nothing. */
class ScanModeTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void installFileSystem() {
    FaultyFileSystem.install(spark.sparkContext().hadoopConfiguration(), cache());
  }

  @AfterEach
  void removeFileSystem() {
    FaultyFileSystem.remove(spark.sparkContext().hadoopConfiguration());
  }

  @ParameterizedTest
  @CsvSource({
    "none,mmap,true",
    "none,HEAP,true",
    "none,remote,false",
    "zstd,heap,true",
    "zstd,remote,false"
  })
  void givesTheSameRows(String codec, String mode, boolean copies) throws IOException {
    write(codec);
    Dataset<Row> store = read(mode);

    assertThat(rows(store)).isEqualTo(rows(expected()));
    assertThat(rows(store.where("id in (7, 4000, 99999)")))
        .isEqualTo(rows(expected().where("id in (7, 4000)")));
    assertThat(hasCopies()).isEqualTo(copies);
  }

  /** A task copies what it reads, not the store. */
  @Test
  void aReadOfOneKeyCopiesOneFile() throws IOException {
    expected()
        .write()
        .format("indexkv")
        .option("key", "id")
        .option("targetFileSize", "16k")
        .option("blockSize", "4k")
        .mode("overwrite")
        .save(location());
    int files = new StoreDirectory(directory.resolve("store")).dataFiles().size();
    assertThat(files).isGreaterThan(5);

    assertThat(rows(read("mmap").where("id = 2500")))
        .isEqualTo(rows(expected().where("id = 2500")));
    assertThat(copies()).isOne();
    // two neighbours may be in two files
    assertThat(rows(read("mmap").where("id between 2500 and 2501"))).hasSize(2);
    assertThat(copies()).isBetween(1L, 2L);
    assertThat(rows(read("mmap"))).hasSize(5_000);
    assertThat(copies()).isEqualTo(files);
  }

  @Test
  void thePlanTellsTheMode() {
    write("none");

    assertThat(plan(read("remote"))).contains("readMode=remote");
    assertThat(plan(read("mmap"))).doesNotContain("readMode");
  }

  @Test
  void refusesOtherModes() {
    write("none");

    assertThatThrownBy(() -> read("fast").collectAsList())
        .hasMessageContaining("option 'readMode' is 'fast', expected one of mmap, heap, remote");
  }

  private void write(String codec) {
    expected()
        .write()
        .format("indexkv")
        .option("key", "id")
        .option("codec", codec)
        .mode("overwrite")
        .save(location());
  }

  private Dataset<Row> expected() {
    return spark.range(5_000).selectExpr("id", "concat('text ', id) as text");
  }

  private Dataset<Row> read(String mode) {
    return spark.read().format("indexkv").option("readMode", mode).load(location());
  }

  private static List<String> rows(Dataset<Row> rows) {
    return rows.orderBy("id").collectAsList().stream().map(Row::toString).toList();
  }

  private static String plan(Dataset<Row> rows) {
    return rows.queryExecution().executedPlan().toString();
  }

  private boolean hasCopies() throws IOException {
    if (!Files.exists(cache())) {
      return false;
    }
    try (var files = Files.list(cache())) {
      return files.anyMatch(file -> file.toString().contains(".ikv"));
    }
  }

  private long copies() throws IOException {
    try (var files = Files.list(cache())) {
      return files.filter(file -> file.toString().endsWith(".ikv.copy")).count();
    }
  }

  private Path cache() {
    return directory.resolve("cache");
  }

  private String location() {
    return "faulty://" + new StoreDirectory(directory.resolve("store"));
  }
}
