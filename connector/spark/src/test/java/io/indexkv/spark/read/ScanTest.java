/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.nio.file.Path;
import java.util.Iterator;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void readsOnlyTheColumnsAskedFor() {
    store().write(rows(100), "id");

    assertThat(explain("select name from store")).contains("columns=[name]");
    assertThat(explain("select count(*) from store where v > 1")).contains("columns=[v]");
    assertThat(explain("select count(*) from store")).contains("aggregates=[count(*)]");
    assertThat(store().read().select("v", "name").where("v = 3").first().getString(1))
        .isEqualTo("n3");
    assertThat(store().read().count()).isEqualTo(100);
    assertThat(store().read().selectExpr("sum(s.x)").first().getLong(0)).isEqualTo(4950);
  }

  @Test
  void aPlanTellsStoreVersionKeyAndColumns() {
    store().write(rows(10), "id");
    store().write(rows(10), "id");

    assertThat(explain("select name, v from store"))
        .contains("IndexKvScan file:" + store(), "version=2", "key=id", "columns=[name, v]");
  }

  @Test
  void tellsThePlannerHowManyRowsThereAre() {
    store().write(rows(1000), "id");
    store().read().createOrReplaceTempView("store");

    // Spark 4.3 asks for the number of rows only with this
    spark.conf().set("spark.sql.cbo.planStats.enabled", "true");
    try {
      String plan = spark.sql("explain cost select id from store").first().getString(0);
      assertThat(plan).contains("rowCount=1.00E+3");
      assertThat(plan).doesNotContain("8.0 EiB");
    } finally {
      spark.conf().unset("spark.sql.cbo.planStats.enabled");
    }
  }

  @Test
  void largeFilesAreReadByManyTasksAndSmallOnesByOne() {
    Dataset<Row> rows = rows(5000);
    store()
        .writer(rows.coalesce(1), "id")
        .option("targetFileSize", "100k")
        .save(store().toString());
    assertThat(store().dataFiles()).hasSizeBetween(2, 10);
    assertThat(store().read().rdd().getNumPartitions()).isOne();

    spark.conf().set("spark.sql.files.maxPartitionBytes", "10k");
    try {
      assertThat(store().read().rdd().getNumPartitions()).isGreaterThan(10);
      assertThat(store().read().sort("id").collectAsList())
          .isEqualTo(rows.sort("id").collectAsList());
      // no task has most of the rows, which all have about the same bytes
      long most =
          store()
              .read()
              .groupBy(functions.spark_partition_id())
              .count()
              .agg(functions.max("count"))
              .first()
              .getLong(0);
      assertThat(most).isLessThan(2 * 5000 / store().read().rdd().getNumPartitions());
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
    }
  }

  @Test
  void aReaderGoesOnWithItsVersionWhileTheStoreIsOverwritten() {
    store().writer(rows(20_000), "id").option("targetFileSize", "64k").save(store().toString());
    Iterator<Row> reader = store().read().toLocalIterator();
    long rows = 0;
    for (int i = 0; i < 100; i++, rows++) {
      assertThat(reader.next().getString(1)).startsWith("n");
    }

    store().write(rows(5).selectExpr("id", "'new' as name"), "id");
    for (; reader.hasNext(); rows++) {
      assertThat(reader.next().getString(1)).startsWith("n").isNotEqualTo("new");
    }
    assertThat(rows).isEqualTo(20_000);
    assertThat(store().read().count()).isEqualTo(5);
  }

  @Test
  void aDataFrameKeepsTheVersionItWasLoadedAt() {
    store().write(rows(10), "id");
    Dataset<Row> before = store().read();
    store().write(rows(3), "id");

    assertThat(before.count()).isEqualTo(10);
    assertThat(store().read().count()).isEqualTo(3);
  }

  @Test
  void readsAnOldVersionByItsNumber() {
    store().write(rows(10), "id");
    store().write(rows(3).selectExpr("id", "1 as other"), "id");

    assertThat(store().read(1).count()).isEqualTo(10);
    assertThat(store().read(1).schema().fieldNames()).contains("name");
    assertThat(store().read(2).schema().fieldNames()).containsExactly("id", "other");
    Dataset<Row> asOf =
        spark.read().format("indexkv").option("versionAsOf", 1).load(store().toString());
    assertThat(asOf.count()).isEqualTo(10);
  }

  @Test
  void refusesVersionsThatAreNotThere() {
    store().write(rows(10), "id");

    assertThatThrownBy(() -> store().read(7))
        .hasMessageContaining("no version 7")
        .hasMessageContaining(store().toString());
    assertThatThrownBy(
            () -> spark.read().format("indexkv").option("version", "x").load(store().toString()))
        .hasMessageContaining("version 'x'");
    assertThatThrownBy(
            () ->
                spark
                    .read()
                    .format("indexkv")
                    .option("timestampAsOf", "2001-01-01")
                    .load(store().toString()))
        .hasMessageContaining("as of 2001-01-01T");
  }

  @Test
  void aMissingStoreIsAnErrorThatNamesThePath() {
    assertThatThrownBy(() -> store().read())
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(store().toString())
        .hasMessageContaining("no IndexKV store");
    assertThatThrownBy(() -> store().read(1))
        .isInstanceOf(AnalysisException.class)
        .hasMessageContaining(store().toString());
    assertThatThrownBy(() -> spark.read().format("indexkv").load())
        .hasMessageContaining("no path was given");
    assertThatThrownBy(() -> spark.read().format("indexkv").load("a", "b"))
        .hasMessageContaining("several paths");
  }

  private String explain(String query) {
    store().read().createOrReplaceTempView("store");
    return spark.sql("explain " + query).first().getString(0);
  }

  private Dataset<Row> rows(long count) {
    return spark
        .range(count)
        .selectExpr("id", "concat('n', id) as name", "id % 10 as v", "struct(id as x) as s");
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
