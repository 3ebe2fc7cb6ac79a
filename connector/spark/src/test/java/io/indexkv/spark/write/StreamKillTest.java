/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * However often a stream is killed between its commit and its checkpoint, the store has each
 * micro-batch once. Between two runs another writer changes the key of all micro-batches. A
 * micro-batch that were applied twice would undo that.
 */
@Tag("slow")
class StreamKillTest {
  /** Number of processes to kill. */
  private static final int KILLS = Integer.getInteger("indexkv.kills", 2);

  private static final int FORGOTTEN = 50;

  private final SparkSession spark = LocalSpark.session();
  private StreamOfFiles stream;

  @TempDir Path directory;

  @BeforeEach
  void makeStoreAndStream() {
    store().write(spark.sql("select -1L as k, 'first' as v"), "k");
    stream = new StreamOfFiles(directory);
  }

  @AfterEach
  void awaitFolds() throws InterruptedException {
    LayerRoom.awaitAll();
  }

  @Test
  void checkpointsThatMissTheLastMicroBatch() throws Exception {
    for (int batch = 0; batch < FORGOTTEN; batch++) {
      stream.add(batch + ",stream", "-1,stream" + batch);
      run();
      assertThat(shared()).isEqualTo("stream" + batch);
      stream.forget(batch);
      setShared("other" + batch);
      run();
      assertThat(shared()).as("batch %d came again", batch).isEqualTo("other" + batch);
    }
    LayerRoom.awaitAll();
    assertEachBatchOnce(FORGOTTEN);
  }

  @Test
  void killedProcesses() throws Exception {
    for (int batch = 0; batch < KILLS; batch++) {
      stream.add(batch + ",stream", "-1,stream" + batch);
      killAtTheNextCommit();
      if (log().latest().orElseThrow().summary().get("operation").equals("compact")) {
        // the stream had folded layers to make room for the micro-batch
        killAtTheNextCommit();
      }
      assertThat(shared()).as("the commit came before the kill").isEqualTo("stream" + batch);
      assertThat(stream.checkpoint().resolve("commits").resolve("" + batch)).doesNotExist();
      setShared("other" + batch);
      if (batch % 2 == 0) {
        run(); // otherwise the next process repeats it
        assertThat(shared()).isEqualTo("other" + batch);
      }
    }
    run();
    assertThat(shared()).isEqualTo("other" + (KILLS - 1));
    assertEachBatchOnce(KILLS);
  }

  private void killAtTheNextCommit() throws Exception {
    long published = newest() + 1;
    Path paused = directory.resolve("paused" + published);
    KilledProcess.start(
            KilledStream.class,
            Map.of(
                PausingFileSystem.MOMENT, Moment.AFTER_THE_COMMIT.toString(),
                PausingFileSystem.VERSION, Long.toString(published),
                PausingFileSystem.STORE, store().toString(),
                PausingFileSystem.PAUSED, paused.toString(),
                KilledStream.STREAM, directory.toString()),
            directory.resolve("log"))
        .killAt(() -> Files.exists(paused));
  }

  private void assertEachBatchOnce(int batches) throws IOException {
    List<String> applied = new ArrayList<>();
    for (long version : log().versions()) {
      String batch = log().at(version).summary().get("batch");
      if (batch != null) {
        applied.add(batch.substring(batch.indexOf('=') + 1));
      }
    }
    assertThat(applied)
        .containsExactlyElementsOf(LongStream.range(0, batches).mapToObj(Long::toString).toList());
    assertThat(store().read().where("v = 'stream'").count()).isEqualTo(batches);
  }

  private void run() throws Exception {
    StreamOfFiles.run(stream.into(stream.rows(), store()));
  }

  private String shared() {
    return store().read().where("k = -1").first().getString(1);
  }

  private void setShared(String text) {
    spark
        .sql("select -1L as k, '%s' as v".formatted(text))
        .write()
        .format("indexkv")
        .mode("append")
        .option("maxLayers", 1000)
        .save(store().toString());
  }

  private long newest() throws IOException {
    return log().latest().orElseThrow().version();
  }

  private VersionLog log() {
    return new VersionLog(new LocalStorage(store().path()));
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
