/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams into stores that keep rows of equal keys. */
class RepeatedStreamTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }

  private void write(String duplicates) {
    store()
        .writer(spark.sql("select 1L as k, 5L as count"), "k")
        .option("duplicates", duplicates)
        .save(store().toString());
  }

  private StreamOfFiles stream() throws IOException {
    StreamOfFiles stream = new StreamOfFiles(directory);
    stream.add("1,a", "2,a", "2,b", "2,c");
    return stream;
  }

  @Test
  void completeModeReplacesAllRows() throws Exception {
    write("keep");
    StreamOfFiles stream = stream();
    StreamOfFiles.run(
        stream
            .into(
                stream.rows().groupBy("k", "v").count().select("k", "count"),
                store(),
                "duplicates",
                "keep")
            .outputMode("complete"));

    List<String> rows =
        store().read().collectAsList().stream().map(Row::toString).sorted().toList();
    assertThat(rows).containsExactly("[1,1]", "[2,1]", "[2,1]", "[2,1]");
  }

  @Test
  void otherModesAreRefusedWhenTheStreamIsStarted() throws IOException {
    write("keep");
    StreamOfFiles stream = stream();
    assertThatThrownBy(
            () ->
                StreamOfFiles.run(
                    stream.into(stream.rows().selectExpr("k", "1L as count"), store())))
        .hasStackTraceContaining("keeps rows of equal keys (duplicates=keep): only a stream in")
        .hasStackTraceContaining("complete mode can write to it");
  }

  @Test
  void aStreamInAppendModeMakesNoSuchStore() throws IOException {
    StreamOfFiles stream = stream();
    assertThatThrownBy(
            () ->
                StreamOfFiles.run(
                    stream.into(stream.rows(), store(), "key", "k", "duplicates", "keep")))
        .hasStackTraceContaining("'duplicates' = 'keep' is for batch writes, and for streams in");
    assertThat(store().manifests()).isEmpty();
  }
}
