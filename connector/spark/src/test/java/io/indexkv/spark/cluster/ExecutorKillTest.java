/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.cluster;

import static io.indexkv.spark.cluster.ClusterTables.listed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.StoreDirectory;
import io.indexkv.store.Vacuum;
import io.indexkv.store.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed executor loses its work, but never a row. */
@Tag("cluster")
class ExecutorKillTest {
  private static final long OLD_ROWS = 500;
  private static final long NEW_ROWS = 20_000;

  private final StandaloneCluster cluster = SharedCluster.get();
  private Marks marks;

  @TempDir Path directory;

  @BeforeEach
  void makeMarks() throws IOException {
    marks = Marks.in(directory.resolve("marks"));
  }

  @Test
  void aJoinWhoseExecutorIsKilledReturnsEveryRowOnce() {
    try (SparkSession spark = cluster.application("kill").getOrCreate()) {
      ClusterTables tables = ClusterTables.write(spark, directory, "");
      spark
          .udf()
          .register("hold", new HeldOnce(marks, ClusterTables.SOME_FACT), DataTypes.LongType);

      CompletableFuture<List<Row>> joined =
          CompletableFuture.supplyAsync(() -> tables.join("hold").collectAsList());
      long killed = kill(HeldOnce.HELD);

      List<Row> rows = joined.join();
      assertThat(marks.signers(HeldOnce.PASSED)).hasSize(1).doesNotContain(killed);
      tables.check(rows);
    }
  }

  @Test
  void anOverwriteWhoseExecutorIsKilledIsPublishedWholeWithNoFileTooMany() throws IOException {
    try (SparkSession spark = application().getOrCreate()) {
      writeOld(spark);

      CompletableFuture<Void> written = CompletableFuture.runAsync(() -> overwrite(spark));
      kill(MarkedFileSystem.HELD);

      written.join();
      assertHolds(spark, NEW_ROWS, "new");
      assertThat(store().dataFiles()).isEqualTo(listed(store(), 1, 2));
      assertThat(new Vacuum(new LocalStorage(store().path()), Duration.ZERO).dryRun()).isEmpty();
    }
  }

  @Test
  void anOverwriteThatFailsWithItsExecutorLeavesTheStoreAsItWas() throws IOException {
    try (SparkSession spark =
        application()
            .config("spark.task.maxFailures", 1)
            // otherwise tasks that read from the dead executor could fail first, although that is
            // no failure
            .config("spark.shuffle.io.retryWait", "5min")
            .getOrCreate()) {
      writeOld(spark);

      CompletableFuture<Void> written = CompletableFuture.runAsync(() -> overwrite(spark));
      kill(MarkedFileSystem.HELD);

      assertThatThrownBy(written::join).hasStackTraceContaining("ExecutorLostFailure");
      assertHolds(spark, OLD_ROWS, "old");
      // tasks in the other executor delete their files when they have been stopped
      List<String> old = listed(store(), 1);
      Await.condition("no file too many", cluster::logs, () -> store().dataFiles().equals(old));
      assertThat(store().manifests()).noneMatch(name -> name.contains("2.json"));
    }
  }

  private SparkSession.Builder application() {
    return cluster
        .application("kill")
        .config(MarkedFileSystem.conf(marks, directory.resolve("cache")))
        .config(MarkedFileSystem.holding())
        .config("spark.sql.adaptive.coalescePartitions.enabled", "false");
  }

  private void writeOld(SparkSession spark) {
    store().write(spark.range(OLD_ROWS).selectExpr("id", "'old' as x"), "id");
  }

  private void overwrite(SparkSession spark) {
    store()
        .writer(spark.range(NEW_ROWS).selectExpr("id", "repeat('new', 30) as x"), "id")
        .option("targetFileSize", "64k")
        .mode("overwrite")
        .save("marked://" + store());
  }

  private void assertHolds(SparkSession spark, long rows, String text) {
    Row found =
        spark
            .read()
            .format("indexkv")
            .load(store().toString())
            .where("x like '" + text + "%'")
            .selectExpr("count(*)", "count(distinct id)", "sum(id)")
            .first();
    assertThat(List.of(found.get(0), found.get(1), found.get(2)))
        .containsExactly(rows, rows, rows * (rows - 1) / 2);
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("written"));
  }

  /** Kills the executor that left the mark. */
  private long kill(String mark) {
    long executor = marks.awaitSigner(mark, cluster::logs);
    ProcessHandle.of(executor).orElseThrow().destroyForcibly();
    return executor;
  }
}
