/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.store.Expire;
import io.indexkv.store.Tags;
import io.indexkv.store.Vacuum;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads of older versions by time and tag; version n has n rows. */
class VersionTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeThreeVersions() {
    for (int rows = 1; rows <= 3; rows++) {
      store().write(spark.range(rows).selectExpr("id", "id as v"), "id");
    }
  }

  @Test
  void readsTheVersionOfATime() throws IOException {
    for (String option : List.of("timestamp", "timestampAsOf")) {
      for (long version = 1; version <= 3; version++) {
        assertThat(count(reader().option(option, time(version).toString()))).isEqualTo(version);
      }
      assertThat(count(reader().option(option, time(3).minusMillis(1).toString()))).isEqualTo(2);
      assertThat(count(reader().option(option, "2100-01-01 00:00:00"))).isEqualTo(3);
    }
    assertThatThrownBy(() -> count(reader().option("timestamp", "1999-12-31")))
        .hasMessageContaining("no version of the store")
        .hasMessageContaining("there are 1 to 3");
    assertThatThrownBy(() -> count(reader().option("timestamp", "soon")))
        .hasMessageContaining("option 'timestamp' is 'soon'");
  }

  @Test
  void readsTheVersionOfATag() throws IOException {
    new Tags(storage()).create("two", 2);

    assertThat(count(reader().option("tag", "two"))).isEqualTo(2);
    assertThatThrownBy(() -> count(reader().option("tag", "three")))
        .hasMessageContaining("has no tag three, it has [two]");
  }

  @Test
  void refusesContradictions() {
    assertThatThrownBy(() -> count(reader().option("version", 1).option("tag", "two")))
        .hasMessageContaining("'version' (1) and 'tag' (two) contradict each other");
    assertThat(count(reader().option("version", 1).option("versionAsOf", 1))).isEqualTo(1);
  }

  @Test
  void aDataFrameKeepsItsVersionThoughItIsExpired() throws IOException {
    Dataset<Row> first = reader().option("version", 1).load(store().toString());
    new Expire(storage()).run();
    new Vacuum(storage()).run();

    assertThat(first.count()).isEqualTo(1);
    assertThatThrownBy(() -> count(reader().option("version", 1)))
        .hasMessageContaining("no version 1");
  }

  private Instant time(long version) throws IOException {
    return Instant.ofEpochMilli(new VersionLog(storage()).at(version).timestamp());
  }

  private DataFrameReader reader() {
    return spark.read().format("indexkv");
  }

  private long count(DataFrameReader reader) {
    return reader.load(store().toString()).count();
  }

  private Storage storage() {
    return new LocalStorage(store().path());
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
