/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.FaultyFileSystem;
import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.VersionLog;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.TaskCompletionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tasks that fail once, always or late leave no file behind. */
class TaskFailureTest {
  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void installFileSystem() {
    FaultyFileSystem.install(
        spark.sparkContext().hadoopConfiguration(), directory.resolve("cache"));
  }

  @AfterEach
  void removeFileSystem() {
    FaultyFileSystem.remove(spark.sparkContext().hadoopConfiguration());
  }

  @Test
  void aTaskThatFailsOnceIsRetriedAndLeavesNoOrphanFile() throws IOException {
    AtomicInteger failures = new AtomicInteger();
    FaultyFileSystem.use(
        file -> {
          // the third file of a first attempt: two files are finished by then
          if (isDataFile(file)
              && file.getName().endsWith("-2.ikv")
              && TaskContext.get().attemptNumber() == 0) {
            failures.incrementAndGet();
            throw new IOException("the disk is on fire");
          }
        });

    write(rows());

    assertThat(failures).hasPositiveValue();
    assertThat(readBack().count()).isEqualTo(10_000);
    assertThat(store().dataFiles()).hasSize(filesOfManifest());
  }

  @Test
  void aTaskThatAlwaysFailsFailsTheJobAndAllFilesAreDeleted() {
    FaultyFileSystem.use(
        file -> {
          if (isDataFile(file)
              && TaskContext.getPartitionId() == 1
              && file.getName().endsWith("-2.ikv")) {
            throw new IOException("the disk is on fire");
          }
        });

    assertThatThrownBy(() -> write(rows())).hasStackTraceContaining("the disk is on fire");
    assertThat(store().dataFiles()).isEmpty();
    assertThat(store().manifests()).isEmpty();
  }

  @Test
  void aFileThatCannotBeDeletedKeepsNoOtherFromIt() {
    FaultyFileSystem.use(
        new FaultyFileSystem.Hook() {
          @Override
          public void beforeCreate(org.apache.hadoop.fs.Path file) throws IOException {
            if (file.getName().endsWith(".json")) {
              throw new IOException("no space left");
            }
          }

          @Override
          public void beforeDelete(org.apache.hadoop.fs.Path file) throws IOException {
            if (file.getName().contains("-00000-") && file.getName().endsWith("-0.ikv")) {
              throw new IOException("not allowed");
            }
          }
        });

    assertThatThrownBy(() -> write(rows())).hasStackTraceContaining("no space left");
    assertThat(store().dataFiles()).hasSize(1).allMatch(name -> name.endsWith("-0.ikv"));
  }

  @Test
  void aTaskThatFinishesAfterItsJobHasFailedDeletesItsFiles() throws InterruptedException {
    CountDownLatch halfWritten = new CountDownLatch(1);
    CountDownLatch jobFailed = new CountDownLatch(1);
    CountDownLatch lateTaskEnded = new CountDownLatch(1);
    FaultyFileSystem.use(
        file -> {
          if (!isDataFile(file)) {
            return;
          }
          if (TaskContext.getPartitionId() != 0) {
            await(halfWritten);
            throw new IOException("the disk is on fire");
          }
          if (file.getName().endsWith("-1.ikv")) {
            atEndOfTask(lateTaskEnded);
            halfWritten.countDown();
            await(jobFailed);
          }
        });

    assertThatThrownBy(() -> write(rows())).hasStackTraceContaining("the disk is on fire");
    jobFailed.countDown();
    assertThat(lateTaskEnded.await(60, TimeUnit.SECONDS)).isTrue();

    assertThat(store().dataFiles()).isEmpty();
    assertThat(store().manifests()).isEmpty();
  }

  @Test
  void aCommitThatFailsForSureDeletesTheFiles() {
    FaultyFileSystem.use(
        file -> {
          if (file.getName().endsWith(".json")) {
            throw new IOException("no space left");
          }
        });

    assertThatThrownBy(() -> write(rows())).hasStackTraceContaining("no space left");
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void ofTwoWritersOneFailsAndLeavesNothing() throws IOException {
    AtomicInteger manifests = new AtomicInteger();
    FaultyFileSystem.use(
        file -> {
          // the other writer publishes just before this one
          if (file.getName().endsWith(".json") && manifests.getAndIncrement() == 0) {
            write(rows().limit(7));
          }
        });

    assertThatThrownBy(() -> write(rows()))
        .hasStackTraceContaining("another commit published version 1");
    assertThat(readBack().count()).isEqualTo(7);
    assertThat(store().dataFiles()).hasSize(filesOfManifest());
  }

  @Test
  void ofTwoWritersTheOneThatReplacesWins() throws IOException {
    AtomicInteger manifests = new AtomicInteger();
    FaultyFileSystem.use(
        file -> {
          if (file.getName().endsWith(".json") && manifests.getAndIncrement() == 0) {
            write(rows().limit(7));
          }
        });

    write(rows(), "replace");
    assertThat(readBack().count()).isEqualTo(10_000);
    assertThat(new VersionLog(new LocalStorage(store().path())).versions()).hasSize(2);
  }

  @Test
  void aCommitWhoseOutcomeIsUnknownDeletesNothing() {
    FaultyFileSystem.use(
        file -> {
          if (file.getName().endsWith(".json")) {
            throw new IllegalStateException("the answer was lost");
          }
        });

    assertThatThrownBy(() -> write(rows()))
        .hasStackTraceContaining("the answer was lost")
        .hasStackTraceContaining("CommitStateUnknownException");
    assertThat(store().dataFiles()).isNotEmpty();
  }

  private static boolean isDataFile(org.apache.hadoop.fs.Path file) {
    return file.getName().endsWith(".ikv");
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      if (!latch.await(60, TimeUnit.SECONDS)) {
        throw new IOException("waited in vain");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Counts down when this task has ended. Spark's own count of running tasks lags behind. */
  private static void atEndOfTask(CountDownLatch ended) {
    TaskCompletionListener countDown = context -> ended.countDown();
    TaskContext.get().addTaskCompletionListener(countDown);
  }

  private Dataset<Row> rows() {
    return spark.range(10_000).selectExpr("id", "repeat('x', 90) as x");
  }

  private void write(Dataset<Row> rows) {
    write(rows, "fail");
  }

  private void write(Dataset<Row> rows, String overwriteConflict) {
    rows.write()
        .format("indexkv")
        .option("overwriteConflict", overwriteConflict)
        .option("key", "id")
        .option("targetFileSize", "64k")
        .mode("overwrite")
        .save(location());
  }

  private Dataset<Row> readBack() {
    return spark.read().format("indexkv").load(location());
  }

  private int filesOfManifest() throws IOException {
    return new VersionLog(new LocalStorage(store().path())).latest().orElseThrow().files().size();
  }

  private String location() {
    return "faulty://" + store();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
