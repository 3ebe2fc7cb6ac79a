/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.CompactOptions;
import io.indexkv.ExpireOptions;
import io.indexkv.StoreHistory;
import io.indexkv.Version;
import io.indexkv.spark.FaultyFileSystem;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A stream that was killed after it published a micro-batch, and before it noted so in its
 * checkpoint, brings the micro-batch again. The store has it once.
 */
@Tag("slow")
class StreamReplayTest {
  private final SparkSession spark = LocalSpark.session();
  private StreamOfFiles stream;

  @TempDir Path directory;

  @BeforeEach
  void runThreeMicroBatches() throws Exception {
    stream = new StreamOfFiles(directory);
    stream.add("0,a", "1,a");
    stream.add("1,b", "2,b");
    stream.add("2,c", "3,c");
    run();
  }

  @AfterEach
  void cleanUp() throws InterruptedException {
    LayerRoom.awaitAll();
    FaultyFileSystem.remove(spark.sparkContext().hadoopConfiguration());
  }

  @Test
  void theReplayIsSkippedAndNewerValuesSurvive() throws Exception {
    stream.forget(2);
    append("3L as k, 'newer' as v");
    List<String> files = store().dataFiles();
    List<String> warnings = new CopyOnWriteArrayList<>();
    Logger log = (Logger) LogManager.getLogger(IndexKvBatchWrite.class);
    Level level = log.getLevel();
    AbstractAppender appender =
        new AbstractAppender("warnings", null, null, true, Property.EMPTY_ARRAY) {
          @Override
          public void append(LogEvent event) {
            warnings.add(event.getMessage().getFormattedMessage());
          }
        };
    appender.start();
    log.addAppender(appender);
    log.setLevel(Level.WARN);
    try {
      run();
    } finally {
      log.removeAppender(appender);
      log.setLevel(level);
    }

    assertThat(warnings).anyMatch(text -> text.contains("so batch 2 is not applied again"));
    assertThat(rows()).containsExactly("[0,a]", "[1,b]", "[2,c]", "[3,newer]");
    assertThat(newest()).isEqualTo(4);
    assertThat(store().dataFiles()).as("the replay's files are gone").isEqualTo(files);

    stream.add("3,next");
    run();
    assertThat(rows()).contains("[3,next]");
    assertThat(newest()).isEqualTo(5);
  }

  @Test
  void itIsSkippedAfterManyCommitsAndExpiry() throws Exception {
    append("3L as k, 'newer' as v");
    for (int i = 0; i < 50; i++) {
      history().rollback(Version.newest());
    }
    history().expire(ExpireOptions.keepLast(1));
    history().vacuum(Duration.ZERO);
    stream.forget(2);
    run();

    assertThat(rows()).contains("[3,newer]");
    assertThat(newest()).isEqualTo(54);
  }

  @Test
  void anEarlierMicroBatchIsSkippedToo() throws Exception {
    append("1L as k, 'newer' as v");
    stream.forget(2);
    stream.forget(1);
    stream.forgetBegin(2);
    run();

    assertThat(rows()).containsExactly("[0,a]", "[1,newer]", "[2,c]", "[3,c]");
    assertThat(newest()).isEqualTo(4);
  }

  @Test
  void anOverwriteByAnotherKeepsTheMark() throws Exception {
    store().write(spark.sql("select 9L as k, 'other' as v"), "k");
    stream.forget(2);
    run();

    assertThat(rows()).containsExactly("[9,other]");
  }

  @Test
  void aCompactionKeepsTheMark() throws Exception {
    append("3L as k, 'newer' as v");
    assertThat(history().compact(CompactOptions.defaults())).isPresent();
    stream.forget(2);
    run();

    assertThat(rows()).contains("[3,newer]");
  }

  @Test
  void afterARollbackTheMicroBatchIsAppliedAgain() throws Exception {
    history().rollback(Version.number(2));
    assertThat(rows()).containsExactly("[0,a]", "[1,b]", "[2,b]");
    stream.forget(2);
    run();

    assertThat(rows()).containsExactly("[0,a]", "[1,b]", "[2,c]", "[3,c]");
    assertThat(newest()).isEqualTo(5);
  }

  @Test
  void aNewCheckpointIsAnotherStream() throws Exception {
    append("3L as k, 'newer' as v");
    try (Stream<Path> files = Files.walk(stream.checkpoint())) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    run();

    assertThat(rows()).contains("[3,c]");
    assertThat(newest()).isEqualTo(7);
  }

  @Test
  void aCommitWhoseOutcomeIsUnknownKeepsItsFilesAndComesAgain() throws Exception {
    FaultyFileSystem.install(
        spark.sparkContext().hadoopConfiguration(), directory.resolve("cache"));
    FaultyFileSystem.use(
        file -> {
          if (file.getName().endsWith(".json")) {
            throw new IllegalStateException("the answer was lost");
          }
        });
    stream.add("3,d");
    int files = store().dataFiles().size();
    assertThatThrownBy(() -> runAt("faulty://" + store()))
        .hasStackTraceContaining("the answer was lost")
        .hasStackTraceContaining("CommitStateUnknownException");
    assertThat(store().dataFiles()).hasSize(files + 1);

    FaultyFileSystem.use(file -> {});
    runAt("faulty://" + store());

    assertThat(rows()).containsExactly("[0,a]", "[1,b]", "[2,c]", "[3,d]");
    assertThat(newest()).isEqualTo(4);
  }

  @Test
  void batchWritersBesideTheStreamLoseNothing() throws Exception {
    for (int i = 0; i < 12; i++) {
      stream.add((100 + i) + ",stream");
    }
    ExecutorService other = Executors.newFixedThreadPool(2);
    try {
      StreamingQuery query =
          stream.into(stream.rows(), store(), "key", "k", "maxLayers", "6").start();
      List<Future<?>> appends = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        String row = (200 + i) + "L as k, 'append' as v";
        appends.add(other.submit(() -> append(row)));
      }
      for (Future<?> append : appends) {
        append.get();
      }
      StreamOfFiles.end(query);
    } finally {
      other.shutdown();
    }
    LayerRoom.awaitAll();

    assertThat(store().read().where("v = 'stream'").count()).isEqualTo(12);
    assertThat(store().read().where("v = 'append'").count()).isEqualTo(6);
    assertThat(store().read().count()).isEqualTo(22);
  }

  private void run() throws Exception {
    runAt(store());
  }

  private void runAt(Object location) throws Exception {
    StreamOfFiles.run(stream.into(stream.rows(), location, "key", "k"));
  }

  private void append(String row) {
    spark.sql("select " + row).write().format("indexkv").mode("append").save(store().toString());
  }

  private List<String> rows() {
    return store().read().orderBy("k").collectAsList().stream().map(Row::toString).toList();
  }

  private long newest() throws IOException {
    return history().version(Version.newest()).number();
  }

  private StoreHistory history() {
    return StoreHistory.of(store().path());
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
