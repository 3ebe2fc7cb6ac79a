/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.StoreHistory;
import io.indexkv.Version;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batch writes that an application numbers are applied once. */
class NumberedWriteTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @AfterEach
  void awaitFolds() throws InterruptedException {
    LayerRoom.awaitAll();
  }

  @Test
  void aNumberThatCameBeforeOrALowerOneDoesNothing() throws IOException {
    append("1L as k, 'a' as v", "me", 5).option("key", "k").save(path());
    append("1L as k, 'b' as v", "me", 5).save(path());
    append("1L as k, 'c' as v", "me", 4).save(path());
    append("2L as k, 'd' as v", "you", 4).save(path());
    append("1L as k, 'e' as v", "me", 6).save(path());

    assertThat(rows()).containsExactly("[1,e]", "[2,d]");
    assertThat(newest()).isEqualTo(3);
    assertThat(store().dataFiles()).hasSize(3);
  }

  @Test
  void anOverwriteCountsTooAndKeepsTheNumbersOfOthers() throws IOException {
    append("1L as k, 'a' as v", "me", 1).option("key", "k").save(path());
    append("2L as k, 'b' as v", "you", 7).mode("overwrite").save(path());
    append("3L as k, 'c' as v", "you", 7).mode("overwrite").save(path());
    append("4L as k, 'd' as v", "me", 1).save(path());

    assertThat(rows()).containsExactly("[2,b]");
    assertThat(newest()).isEqualTo(2);
  }

  @Test
  void theNumberBelongsToTheVersion() throws IOException {
    append("1L as k, 'a' as v", "me", 1).option("key", "k").save(path());
    append("1L as k, 'b' as v", "me", 2).save(path());
    StoreHistory.of(store().path()).rollback(Version.number(1));
    append("1L as k, 'c' as v", "me", 2).save(path());

    assertThat(rows()).containsExactly("[1,c]");
  }

  @Test
  void anAppendOfNoRowsMakesNoVersion() throws IOException {
    append("1L as k, 'a' as v", "me", 1).option("key", "k").save(path());
    append("1L as k, 'b' as v where false", "me", 2).save(path());

    assertThat(newest()).isEqualTo(1);
  }

  @Test
  void foreachBatchWithNumbersIsAppliedOnceAndNotStoppedByLayers() throws Exception {
    StreamOfFiles stream = new StreamOfFiles(directory);
    for (int batch = 0; batch < 9; batch++) {
      stream.add(batch + ",a", "100," + batch);
    }
    run(stream);
    stream.forget(8);
    append("100L as k, 'newer' as v", "other", 0).save(path());
    run(stream);
    LayerRoom.awaitAll();

    assertThat(store().read().count()).isEqualTo(10);
    assertThat(rows()).contains("[100,newer]");
  }

  private void run(StreamOfFiles stream) throws Exception {
    StreamOfFiles.run(
        stream
            .into(stream.rows(), store())
            .foreachBatch(
                (batch, number) -> {
                  batch
                      .write()
                      .format("indexkv")
                      .mode("append")
                      .option("key", "k")
                      .option("maxLayers", 4)
                      .option("txnAppId", "my stream")
                      .option("txnVersion", number)
                      .save(path());
                }));
  }

  @ParameterizedTest
  @CsvSource({
    "txnAppId, me, 'txnVersion': give both",
    "txnVersion, 3, 'txnAppId': give both",
  })
  void oneOptionWithoutTheOtherIsRefused(String option, String value, String message) {
    DataFrameWriter<Row> writer =
        spark.sql("select 1L as k").write().format("indexkv").option("key", "k");

    assertThatThrownBy(() -> writer.option(option, value).save(path()))
        .hasMessageContaining(message);
    assertThat(store().manifests()).isEmpty();
  }

  private DataFrameWriter<Row> append(String columns, String application, long number) {
    return spark
        .sql("select " + columns)
        .write()
        .format("indexkv")
        .mode("append")
        .option("txnAppId", application)
        .option("txnVersion", number);
  }

  private List<String> rows() {
    return store().read().orderBy("k").collectAsList().stream().map(Row::toString).toList();
  }

  private long newest() throws IOException {
    return StoreHistory.of(store().path()).version(Version.newest()).number();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }

  private String path() {
    return store().toString();
  }
}
