/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.conf.KeySampling;
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
import org.junit.jupiter.params.provider.ValueSource;

/** Writes find their key ranges from the key columns, and write the rows that they are given. */
class SampledWritesTest {
  private static final SparkSession SPARK = LocalSpark.session().newSession();

  @TempDir Path directory;

  private StoreDirectory store;

  @BeforeEach
  void name() {
    store = new StoreDirectory(directory.resolve("store"));
    SPARK.conf().set("spark.sql.shuffle.partitions", "7");
  }

  @AfterEach
  void resetSettings() {
    SPARK.conf().unset(KeySampling.OPTION);
    SPARK.conf().unset("spark.sql.adaptive.enabled");
    SPARK.conf().unset("spark.sql.codegen.wholeStage");
    SPARK.conf().unset("spark.sql.shuffle.partitions");
  }

  /** Makes a view of files that hold the rows of a query in another order. */
  private void files(String query) {
    String path = directory.resolve("files").toString();
    SPARK.sql(query).repartition(3).write().mode("overwrite").parquet(path);
    SPARK.read().parquet(path).createOrReplaceTempView("files");
  }

  private String plan(String query) {
    return SPARK
        .sql("explain insert overwrite indexkv.`%s` %s".formatted(store, query))
        .first()
        .getString(0);
  }

  @ParameterizedTest
  @CsvSource({"true, true", "false, false"})
  void onlyTheKeyIsReadTwice(String adaptive, String compiled) {
    SPARK.conf().set("spark.sql.adaptive.enabled", adaptive);
    SPARK.conf().set("spark.sql.codegen.wholeStage", compiled);
    files("select id as k, id % 5 as v, concat('t', id) as w from range(1000)");
    write(SPARK.table("files"));

    String plan = plan("select * from files");

    assertThat(plan)
        .contains("key_range(k", "key_sample(k", "ReadSchema: struct<k:bigint>")
        .contains("ReadSchema: struct<k:bigint,v:bigint,w:string>")
        .doesNotContain("rangepartitioning");
    assertThat(rows()).isEqualTo(SPARK.table("files").orderBy("k").collectAsList());
  }

  private void write(Dataset<Row> rows) {
    store.writer(rows, "k").option("targetFileSize", "4k").mode("overwrite").save(store.toString());
  }

  private List<Row> rows() {
    return store.read().orderBy("k").collectAsList();
  }

  @Test
  void keysThatAreComputedAreSampledAsComputed() {
    files("select id, id % 5 as v, concat('t', id) as w from range(1000)");

    write(SPARK.sql("select reverse(w) as k, id * 2 as d, v from files where v > 1"));

    assertThat(rows())
        .isEqualTo(
            SPARK
                .sql("select reverse(w) as k, id * 2 as d, v from files where v > 1 order by k")
                .collectAsList());
    assertThat(plan("select reverse(w) as k, id * 2 as d, v from files where v > 1"))
        .contains("ReadSchema: struct<v:bigint,w:string>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select distinct * from files",
        "select f.* from files f join files g on f.k = g.v",
        "select id as k, id as v, 'a' as w from range(9)",
      })
  void whatIsNotReadFromFilesAloneIsSampledBySpark(String query) {
    files("select id as k, id % 5 as v, concat('t', id) as w from range(1000)");
    write(SPARK.table("files"));

    assertThat(plan(query)).contains("rangepartitioning").doesNotContain("key_range");
  }

  @Test
  void aKeyAloneHasNoOtherColumnToLeaveOut() {
    files("select id as k from range(1000)");
    write(SPARK.table("files"));

    assertThat(plan("select * from files")).contains("rangepartitioning");
  }

  @Test
  void theSettingTurnsItOff() {
    files("select id as k, id % 5 as v from range(1000)");
    write(SPARK.table("files"));
    SPARK.conf().set(KeySampling.OPTION, "false");

    assertThat(plan("select * from files")).contains("rangepartitioning");
  }

  @Test
  void rowsThatNoStoreCanHaveAreRefusedByTheWriter() {
    files("select if(id = 70, null, id) as k, id as v from range(100)");
    assertThatThrownBy(() -> write(SPARK.table("files")))
        .hasStackTraceContaining("key null comes in 1 rows (column k)");

    files("select if(id = 70, repeat('a', 70000), string(id)) as k, id as v from range(100)");
    assertThatThrownBy(() -> write(SPARK.table("files"))).hasStackTraceContaining("70000 bytes");

    files("select id % 99 as k, id as v from range(100)");
    assertThatThrownBy(() -> write(SPARK.table("files")))
        .hasStackTraceContaining("key 0 comes in 2 rows");
  }

  @Test
  void emptyFilesMakeAnEmptyStore() {
    files("select id as k, id as v from range(0)");

    write(SPARK.table("files"));

    assertThat(rows()).isEmpty();
  }
}
