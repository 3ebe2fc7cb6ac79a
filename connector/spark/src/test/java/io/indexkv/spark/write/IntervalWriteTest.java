/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.Verify;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Spark's writes check the intervals that a store declares. */
@Tag("slow")
class IntervalWriteTest {
  private static final String FIRST =
      "('eur', date'2026-01-01', date'2026-02-01', 1.1), ('eur', date'2026-02-01', null, 1.2),"
          + " ('usd', date'2026-01-15', null, 1.0)";

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  private DataFrameWriter<Row> rates(String rows) {
    return spark
        .sql("select * from values " + rows + " as t(currency, from_day, to_day, rate)")
        .write()
        .format("indexkv");
  }

  private void overwrite(String rows) {
    rates(rows)
        .option("key", "currency,from_day")
        .option("interval", "FROM_DAY,to_day")
        .mode("overwrite")
        .save(directory.toString());
  }

  private Manifest newest() throws IOException {
    return new VersionLog(new LocalStorage(directory)).latest().orElseThrow();
  }

  @Test
  void theStoreDeclaresTheInterval() throws IOException {
    overwrite(FIRST);
    assertThat(newest().interval()).contains(new Interval("from_day", "to_day", false));

    assertThatThrownBy(() -> overwrite(FIRST + ", ('usd', date'2026-03-01', null, 1)"))
        .hasStackTraceContaining(
            "the intervals [2026-01-15, no end) and [2026-03-01, no end) of (\"usd\") overlap");
    assertThat(newest().version()).isEqualTo(1);
  }

  @Test
  void appendsAreComparedWithTheStore() throws IOException {
    overwrite(FIRST);
    assertThatThrownBy(
            () ->
                rates("('eur', date'2025-12-01', date'2026-01-02', 1.3)")
                    .mode("append")
                    .save(directory.toString()))
        .hasStackTraceContaining(
            "[2025-12-01, 2026-01-02) and [2026-01-01, 2026-02-01) of (\"eur\") overlap");
    rates(
            "('eur', date'2026-02-01', date'2026-03-01', 1.3), ('eur', date'2026-03-01', cast(null"
                + " as date), 1.3)")
        .mode("append")
        .save(directory.toString());
    assertThat(newest().layers()).hasSize(2);
    assertThat(newest().interval()).isPresent();
    assertThat(new Verify(new LocalStorage(directory), newest(), ReadMode.mapped()).run())
        .isEmpty();
    assertThatThrownBy(
            () ->
                rates("('gbp', date'2025-12-01', cast(null as date), 1.3)")
                    .option("interval", "[from_day,to_day]")
                    .mode("append")
                    .save(directory.toString()))
        .hasMessageContaining("option 'interval' is [from_day,to_day], but version 2")
        .hasMessageContaining("declares [from_day,to_day)");
  }

  /** Each task writes files of few rows, and only their borders tell that intervals overlap. */
  @Test
  void bordersBetweenFilesAndTasksAreCompared() {
    String columns = "'x' as currency, id * 10 as low, id * 10 + 10 %s as high, id as rate";
    String path = directory.toString();
    DataFrameWriter<Row> good =
        spark
            .range(0, 3000, 1, 4)
            .selectExpr(columns.formatted("").split(", "))
            .write()
            .format("indexkv")
            .option("key", "currency,low")
            .option("interval", "low,high")
            .option("targetFileSize", "1k");
    good.save(path);

    for (int bad : new int[] {0, 700, 1500, 2998}) {
      String[] overlapping = columns.formatted("+ int(id = " + bad + ")").split(", ");
      assertThatThrownBy(
              () ->
                  spark
                      .range(0, 3000, 1, 4)
                      .selectExpr(overlapping)
                      .write()
                      .format("indexkv")
                      .option("key", "currency,low")
                      .option("interval", "low,high")
                      .option("targetFileSize", "1")
                      .mode("overwrite")
                      .save(path))
          .hasStackTraceContaining("overlap (columns low and high)");
    }
  }

  @Test
  void tablesDeclareIntervalsAndStatementsKeepThem() throws IOException {
    spark.conf().set("spark.sql.catalog.indexkv", "io.indexkv.spark.catalog.PathCatalog");
    String table = "indexkv.`" + directory.resolve("rates") + "`";
    spark.sql(
        "create table "
            + table
            + " (currency string, from_day date, to_day date, rate double) tblproperties"
            + " ('key' = 'currency,from_day', 'interval' = 'from_day,to_day')");
    spark.sql(
        "insert into "
            + table
            + " values ('eur', date'2026-01-01', date'2026-02-01', 1), ('eur', date'2026-02-01',"
            + " null, 2)");
    assertThatThrownBy(
            () -> spark.sql("insert into " + table + " values ('eur', date'2026-03-01', null, 3)"))
        .hasStackTraceContaining("overlap (columns from_day and to_day)");
    assertThatThrownBy(() -> spark.sql("update " + table + " set to_day = null where rate = 1"))
        .hasStackTraceContaining("[2026-01-01, no end) and [2026-02-01, no end) of (\"eur\")");
    spark.sql("update " + table + " set to_day = date'2026-03-01' where rate = 2");
    spark.sql("insert into " + table + " values ('eur', date'2026-03-01', null, 3)");
    assertThat(spark.sql("select * from " + table).count()).isEqualTo(3);
    assertThat(
            new VersionLog(new LocalStorage(directory.resolve("rates")))
                .latest()
                .orElseThrow()
                .interval())
        .contains(new Interval("from_day", "to_day", false));
  }

  @Test
  void wrongColumnsAreRefusedBeforeAnyTaskRuns() {
    assertThatThrownBy(
            () ->
                rates(FIRST)
                    .option("key", "currency,from_day")
                    .option("interval", "from_day,rate")
                    .save(directory.toString()))
        .hasMessageContaining("from_day is of type date, rate of type decimal(2,1)");
    assertThatThrownBy(
            () ->
                rates(FIRST)
                    .option("key", "currency,from_day")
                    .option("interval", "from_day")
                    .save(directory.toString()))
        .hasMessageContaining("option 'interval'")
        .hasMessageContaining("expected two columns");
  }
}
