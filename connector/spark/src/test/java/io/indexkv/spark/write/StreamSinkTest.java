/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.DataStreamWriter;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream leaves in a store, in each output mode. */
@Tag("slow")
class StreamSinkTest {
  private final SparkSession spark = LocalSpark.session();
  private StreamOfFiles stream;

  @TempDir Path directory;

  @BeforeEach
  void makeStream() {
    stream = new StreamOfFiles(directory);
  }

  @AfterEach
  void awaitFolds() throws InterruptedException {
    LayerRoom.awaitAll();
  }

  @Test
  void theFirstMicroBatchMakesTheStoreAndTheNextOnesUpsert() throws Exception {
    stream.add("1,a", "2,a");
    stream.add("2,b", "3,b");
    stream.add("3,c");
    StreamOfFiles.run(writer(stream.rows(), "key", "k"));

    assertThat(rows()).containsExactly("[1,a]", "[2,b]", "[3,c]");
    assertThat(newest().version()).isEqualTo(3);
    assertThat(newest().layers()).hasSize(3);
    assertThat(newest().properties()).containsValue("2").hasSize(2);
    assertThat(newest().summary().get("batch")).matches("stream\\.[-0-9a-f]{36}=2");
    assertThat(store().dataFiles()).as("one task wrote each batch").hasSize(3);
    assertThat(spark.read().format("indexkv").load(path()).schema().apply("k").nullable())
        .isFalse();
  }

  @Test
  void severalTasksShareAMicroBatchByKeyRanges() throws Exception {
    write("select id as k, 'old' as v from range(100)");
    stream.add(
        spark.range(200).as(org.apache.spark.sql.Encoders.LONG()).collectAsList().stream()
            .map(id -> id + ",new")
            .toArray(String[]::new));
    StreamOfFiles.run(writer(stream.rows(), "writeTasks", "4"));

    assertThat(store().read().where("v = 'new'").count()).isEqualTo(200);
    assertThat(newest().layers().get(0).files()).hasSizeBetween(2, 4);
  }

  @Test
  void deletesTheKeysOfRowsThatSaySo() throws Exception {
    write("select id as k, 'old' as v from range(3)");
    stream.add("1,delete", "7,new");
    StreamOfFiles.run(
        writer(stream.rows().selectExpr("v = 'delete' as gone", "*"), "deleteColumn", "gone"));

    assertThat(rows()).containsExactly("[0,old]", "[2,old]", "[7,new]");
  }

  @Test
  void updateModeReplacesTheRowsOfChangedGroups() throws Exception {
    stream.add("1,a", "2,a");
    stream.add("2,b", "3,b", "2,c");
    StreamOfFiles.run(writer(stream.rows().groupBy("k").count(), "key", "k").outputMode("update"));

    assertThat(rows()).containsExactly("[1,1]", "[2,3]", "[3,1]");
    assertThat(newest().version()).isEqualTo(2);
    assertThat(newest().layers().get(0).files().get(0).info().entries()).isEqualTo(2);
  }

  @Test
  void completeModeReplacesAllRowsInOneCommit() throws Exception {
    write("select -1L as k, 5L as count");
    stream.add("1,a", "2,a");
    stream.add("2,b", "3,b");
    stream.add("1,c", "3,c");
    // a group vanishes when its key comes twice
    StreamOfFiles.run(
        writer(stream.rows().groupBy("k").count().where("count < 2")).outputMode("complete"));

    assertThat(history()).containsExactly("overwrite", "overwrite", "overwrite", "overwrite");
    assertThat(store().read(2).collectAsList()).hasToString("[[1,1], [2,1]]");
    assertThat(store().read(3).collectAsList()).hasToString("[[1,1], [3,1]]");
    assertThat(rows()).as("all groups have vanished").isEmpty();
    assertThat(newest().layers()).isEmpty();
  }

  @Test
  void aMicroBatchWithoutRowsMakesNoVersion() throws Exception {
    stream.add();
    stream.add("1,a");
    stream.add();
    stream.add("2,none");
    stream.add("2,b");
    StreamOfFiles.run(writer(stream.rows().where("v <> 'none'"), "key", "k"));

    assertThat(rows()).containsExactly("[1,a]", "[2,b]");
    assertThat(history()).containsExactly("upsert", "upsert");
  }

  @Test
  void aStreamOfNoRowsMakesNoStore() throws Exception {
    stream.add();
    StreamOfFiles.run(writer(stream.rows(), "key", "k"));

    assertThat(store().path()).doesNotExist();
  }

  @Test
  void smallMicroBatchesDoNotStopAtTheLimitOfLayers() throws Exception {
    write("select id as k, 'old' as v from range(50000)");
    for (int batch = 0; batch < 25; batch++) {
      stream.add(batch + ",new" + batch, "49999,last" + batch);
    }
    StreamOfFiles.run(writer(stream.rows(), "maxLayers", "4"));
    LayerRoom.awaitAll();

    assertThat(store().read().count()).isEqualTo(50_000);
    assertThat(store().read().where("v like 'new%'").count()).isEqualTo(25);
    assertThat(rows("k = 49999")).containsExactly("[49999,last24]");
    assertThat(history().stream().filter("upsert"::equals)).hasSize(25);
    assertThat(history()).contains("compact");
    for (long version : log().versions()) {
      assertThat(log().at(version).layers()).hasSizeLessThanOrEqualTo(4);
      assertThat(log().at(version).summary())
          .as("version %d", version)
          .containsEntry("application", spark.sparkContext().applicationId());
    }
    assertThat(newest().layers().get(newest().layers().size() - 1).files().get(0).name())
        .as("the large layer is not rewritten for small ones")
        .isEqualTo(log().at(1).files().get(0).name());
  }

  @Test
  void toTableUpsertsToo() throws Exception {
    write("select 1L as k, 'old' as v");
    stream.add("1,new", "2,new");
    StreamOfFiles.end(writer(stream.rows()).toTable("indexkv.`%s`".formatted(path())));

    assertThat(rows()).containsExactly("[1,new]", "[2,new]");
  }

  @Test
  void toTableOfACatalogUpsertsAndMakesNoTable() throws Exception {
    spark.sql("create namespace if not exists kv.stream_sink");
    try {
      spark.sql("create table kv.stream_sink.t (k bigint, v string) tblproperties ('key' = 'k')");
      spark.sql("insert into kv.stream_sink.t values (1, 'old')");
      stream.add("1,new", "2,new");
      StreamOfFiles.end(writer(stream.rows()).toTable("kv.stream_sink.t"));
      assertThat(spark.sql("select * from kv.stream_sink.t order by k").collectAsList().toString())
          .isEqualTo("[[1,new], [2,new]]");

      DataStreamWriter<Row> writer = stream.rows().writeStream().format("indexkv");
      StreamOfFiles.set(writer, "checkpointLocation", directory.resolve("other").toString());
      StreamOfFiles.set(writer, "key", "k");
      assertThatThrownBy(() -> writer.toTable("kv.stream_sink.none"))
          .hasMessageContaining("option 'key' is missing")
          .hasMessageContaining("CREATE TABLE");
      assertThat(spark.catalog().tableExists("kv.stream_sink.none")).isFalse();
    } finally {
      spark.sql("drop namespace kv.stream_sink cascade");
    }
  }

  @Test
  void toTableDoesNotMakeATableWithoutAKey() throws Exception {
    write("select 1L as k, 'old' as v"); // the session gets its catalog of paths
    stream.add("1,new");
    Path none = directory.resolve("none");

    DataStreamWriter<Row> writer = stream.rows().writeStream().format("indexkv");
    StreamOfFiles.set(writer, "checkpointLocation", stream.checkpoint().toString());

    assertThatThrownBy(() -> writer.toTable("indexkv.`%s`".formatted(none)))
        .hasMessageContaining("option 'key' is missing");
    assertThat(none).doesNotExist();
  }

  @Test
  void aKeyThatComesTwiceInAMicroBatchFailsTheStream() throws Exception {
    write("select 1L as k, 'old' as v");
    stream.add("2,a");
    stream.add("7,a", "3,a", "7,b");

    assertThatThrownBy(() -> StreamOfFiles.run(writer(stream.rows())))
        .hasStackTraceContaining("key 7 comes in 2 rows (column k)");
    assertThat(rows()).containsExactly("[1,old]", "[2,a]");
    assertThat(store().dataFiles()).hasSize(2);
  }

  @Test
  void theColumnsOfTheStoreAreCheckedForEachMicroBatch() throws Exception {
    write("select 1L as k, 'old' as v, 3 as more");
    stream.add("2,a");
    assertThatThrownBy(() -> StreamOfFiles.run(writer(stream.rows())))
        .hasStackTraceContaining("the columns [more] are missing");

    write("select 1L as k, 'old' as v");
    StreamOfFiles.run(writer(stream.rows()));
    assertThat(rows()).containsExactly("[1,old]", "[2,a]");
  }

  @ParameterizedTest
  @CsvSource({
    "codek, none, did you mean 'codec'",
    "version, 3, belongs to other reads and writes",
    "txnAppId, me, belongs to other reads and writes",
    "overwriteConflict, fail, belongs to other reads and writes",
    "maxLayers, 1, needs at least 2",
    "writeTasks, 0, expected a number from 1",
    "key, none, there is no column none"
  })
  void whatAStreamCannotDoIsRefused(String option, String value, String message) throws Exception {
    stream.add("1,a");

    assertThatThrownBy(() -> StreamOfFiles.run(writer(stream.rows(), "key", "k", option, value)))
        .hasStackTraceContaining(message);
    assertThat(store().manifests()).isEmpty();
  }

  @Test
  void theFirstMicroBatchNeedsTheKey() throws Exception {
    stream.add("1,a");

    assertThatThrownBy(() -> StreamOfFiles.run(writer(stream.rows())))
        .hasStackTraceContaining("option 'key' is missing: name the key column, one of k, v");
  }

  @Test
  void groupsThatTheKeyDoesNotTellApartAreRefusedAtTheStart() throws Exception {
    write("select 1L as k, 0L as count");
    stream.add("1,a", "1,b");
    Dataset<Row> groups = stream.rows().groupBy("k", "v").count();

    assertThatThrownBy(() -> writer(groups.select("k", "count")).outputMode("update").start())
        .hasMessageContaining("the stream has a row for each group of [k, v]")
        .hasMessageContaining("is [k]");
    assertThatThrownBy(
            () ->
                writer(stream.rows().groupBy("v").agg(expr("count(*) as count")))
                    .outputMode("update")
                    .start())
        .hasMessageContaining("the stream has no column k: its columns are [v, count]");
    // the key is computed, so nobody can know whether groups share it
    StreamOfFiles.run(
        writer(groups.selectExpr("k * 2 + ascii(v) as k", "count").where("k > 0"))
            .outputMode("update"));
    assertThat(store().read().count()).isEqualTo(3);
  }

  @Test
  void groupsByTheKeyUnderOtherNamesArePermitted() throws Exception {
    write("select 1L as k, 'a' as w, 0L as n");
    stream.add("1,a", "1,b");
    StreamOfFiles.run(
        writer(
                stream
                    .rows()
                    .selectExpr("k as a", "v as b")
                    .groupBy("a")
                    .agg(expr("max(b) as w"), expr("count(*) as n"))
                    .where("n > 0")
                    .selectExpr("n", "a as K", "w"))
            .outputMode("update"));

    assertThat(rows()).containsExactly("[1,b,2]");
  }

  @Test
  void continuousProcessingIsRefused() {
    Dataset<Row> rows =
        spark
            .readStream()
            .format("rate")
            .option("numPartitions", 1)
            .load()
            .selectExpr("value as k");

    assertThatThrownBy(
            () ->
                StreamOfFiles.run(writer(rows, "key", "k").trigger(Trigger.Continuous("1 second"))))
        .hasStackTraceContaining("A stream with continuous processing cannot write to a store");
    assertThat(store().manifests()).isEmpty();
  }

  private DataStreamWriter<Row> writer(Dataset<Row> rows, String... options) {
    return stream.into(rows, store(), options);
  }

  private void write(String query) {
    store().write(spark.sql(query), "k");
  }

  private List<String> rows() {
    return rows("true");
  }

  private List<String> rows(String filter) {
    return store().read().where(filter).collectAsList().stream()
        .sorted((a, b) -> Long.compare(a.getLong(0), b.getLong(0)))
        .map(Row::toString)
        .toList();
  }

  private List<String> history() throws IOException {
    return log().versions().stream()
        .map(
            version -> {
              try {
                return log().at(version).summary().get("operation");
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private Manifest newest() throws IOException {
    return log().latest().orElseThrow();
  }

  private VersionLog log() {
    return new VersionLog(new LocalStorage(store().path()));
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }

  private String path() {
    return store().toString();
  }
}
