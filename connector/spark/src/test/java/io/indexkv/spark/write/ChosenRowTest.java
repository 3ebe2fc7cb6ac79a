/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of several rows of a key, the first or the last by a column is written. */
class ChosenRowTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @Test
  void theMaximumOfTheColumnWinsAndNullIsTheLeast() throws IOException {
    writer(
            "(1L, 3, 'c'), (1L, 1, 'a'), (1L, 2, 'b'), (1L, null, 'n'), (2L, null, 'only'),"
                + " (3L, -1, 'x'), (3L, null, 'y')",
            "t")
        .save(path());

    assertThat(rows()).containsExactly("[1,3,c]", "[2,null,only]", "[3,-1,x]");
    assertThat(new VersionLog(new LocalStorage(store().path())).latest().orElseThrow().summary())
        .containsEntry("replaced", "4")
        .doesNotContainKey("nullKeys");
  }

  /** A null says nothing of the order, so another row is chosen. */
  @Test
  void theMinimumOfTheColumnWinsAndNullIsTheLastChoice() throws IOException {
    writer(
            "(1L, 3, 'c'), (1L, 1, 'a'), (1L, 2, 'b'), (1L, null, 'n'), (2L, null, 'only'),"
                + " (3L, -1, 'x'), (3L, null, 'y')",
            "t")
        .option("duplicates", "First by T")
        .save(path());

    assertThat(rows()).containsExactly("[1,1,a]", "[2,null,only]", "[3,-1,x]");
    assertThat(new VersionLog(new LocalStorage(store().path())).latest().orElseThrow().summary())
        .containsEntry("replaced", "4")
        .doesNotContainKey("repeated");
    assertThatThrownBy(
            () ->
                writer("(7L, 2, 'b'), (7L, 2, 'c'), (7L, 3, 'd')", "t")
                    .option("duplicates", "first by t")
                    .mode("overwrite")
                    .save(path()))
        .hasStackTraceContaining("key 7 comes in 2 rows (column k)");
  }

  @Test
  void manyRowsOfManyKeysInSeveralTasks() {
    spark
        .range(20_000)
        .selectExpr("id % 1000 as k", "cast((id * 7919) % 20000 as int) as t", "'v' || id as v")
        .repartition(7)
        .write()
        .format("indexkv")
        .option("key", "k")
        .option("duplicates", "last by T")
        .option("targetFileSize", "8k")
        .save(path());

    assertThat(store().read().count()).isEqualTo(1000);
    assertThat(
            store()
                .read()
                .join(
                    spark
                        .range(20_000)
                        .selectExpr("id % 1000 as k", "(id * 7919) % 20000 as t", "'v' || id as v")
                        .groupBy("k")
                        .agg(expr("max_by(v, t) as best")),
                    "k")
                .where("v = best")
                .count())
        .isEqualTo(1000);
    assertThat(store().dataFiles()).hasSizeGreaterThan(3);
  }

  @Test
  void equalMaximaFailAndShowTheKey() {
    assertThatThrownBy(
            () ->
                writer("(1L, 1, 'a'), (7L, 2, 'b'), (7L, 2, 'c'), (7L, 1, 'd')", "t").save(path()))
        .hasStackTraceContaining("key 7 comes in 2 rows (column k)");
    assertThatThrownBy(() -> writer("(7L, int(null), 'b'), (7L, int(null), 'c')", "t").save(path()))
        .hasStackTraceContaining("key 7 comes in 2 rows (column k)");
    assertThat(store().manifests()).isEmpty();

    // equal values below the maximum do no harm
    writer("(7L, 1, 'a'), (7L, 1, 'b'), (7L, 2, 'c')", "t").save(path());
    assertThat(rows()).containsExactly("[7,2,c]");
  }

  @Test
  void aDeleteMayBeTheLast() {
    writer("(1L, 1, 'a'), (2L, 1, 'a')", "t").save(path());
    writer("(1L, 2, 'b'), (1L, 3, 'delete'), (2L, 2, 'delete'), (2L, 3, 'again')", "t")
        .mode("append")
        .save(path());
    spark
        .sql(
            "select *, v = 'delete' as gone from values (1L, 2, 'b'), (1L, 3, 'delete'),"
                + " (2L, 2, 'delete'), (2L, 3, 'again') as (k, t, v)")
        .write()
        .format("indexkv")
        .mode("append")
        .option("deleteColumn", "gone")
        .option("duplicates", "last by t")
        .save(path());

    assertThat(rows()).containsExactly("[2,3,again]");
  }

  @Test
  void aColumnThatIsMissingOrHasNoOrderIsRefused() {
    assertThatThrownBy(() -> writer("(1L, 1, 'a')", "time").save(path()))
        .hasMessageContaining("option 'duplicates': there is no column time");
    assertThatThrownBy(() -> writer("(1L, 1D, 'a')", "t").save(path()))
        .hasMessageContaining("option 'duplicates' is for a column that could be a key");
  }

  @Test
  void aStreamTakesTheLastOfEachMicroBatch() throws Exception {
    StreamOfFiles stream = new StreamOfFiles(directory);
    stream.add("1,a", "1,c", "1,b", "2,z");
    stream.add("1,b", "2,b", "2,a");
    StreamOfFiles.run(stream.into(stream.rows(), store(), "key", "k", "duplicates", "last by v"));

    assertThat(rows()).as("also over earlier micro-batches").containsExactly("[1,b]", "[2,b]");
  }

  private DataFrameWriter<Row> writer(String rows, String column) {
    return spark
        .sql("select * from values " + rows + " as (k, t, v)")
        .repartition(3)
        .write()
        .format("indexkv")
        .option("key", "k")
        .option("duplicates", "last by " + column);
  }

  private List<String> rows() {
    return store().read().orderBy("k").collectAsList().stream().map(Row::toString).toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }

  private String path() {
    return store().toString();
  }
}
