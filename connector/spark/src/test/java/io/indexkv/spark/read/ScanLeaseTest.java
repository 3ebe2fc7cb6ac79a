/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskContext$;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.execution.datasources.v2.DataSourceV2ScanRelation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Spark lets some threads read the rows of a scan; these threads continue when its task has ended.
 */
@EnabledOnOs(OS.LINUX)
class ScanLeaseTest {
  private static final String ALL = "true";
  private static final String KEYS = "id in (1, 2, 3, 4999)";
  private static final ExecutorService OTHER = Executors.newSingleThreadExecutor();

  /** Reads the remaining rows of the last task; tasks and test run in one JVM. */
  private static Runnable readAll;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeStore() {
    store().write(spark.range(5000).selectExpr("id", "repeat('x', 90) as x"), "id");
  }

  @AfterEach
  void forgetTask() {
    readAll = null;
  }

  @ParameterizedTest
  @ValueSource(strings = {ALL, KEYS})
  void anotherThreadCannotGoOnAfterTheTask(String condition) throws Exception {
    run(condition, in -> OTHER.submit(inTask(() -> takeOne(in))).get());

    // the file stays as long as that thread may be in the middle of a row
    assertThat(mapped()).isNotEmpty();
    assertNoMoreIsRead();

    readAll = null;
    while (!mapped().isEmpty()) {
      System.gc();
      Thread.sleep(10);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {ALL, KEYS})
  void theTasksOwnThreadLeavesNothingMapped(String condition) throws Exception {
    run(condition, ScanLeaseTest::takeOne);

    assertThat(mapped()).isEmpty();
    assertNoMoreIsRead();
  }

  @Test
  void whoReadsWithoutATaskClosesTheReader() throws Exception {
    LogicalPlan plan = store().read().queryExecution().optimizedPlan();
    Batch batch = ((DataSourceV2ScanRelation) plan.collectLeaves().head()).scan().toBatch();
    try (PartitionReader<InternalRow> reader =
        batch.createReaderFactory().createReader(batch.planInputPartitions()[0])) {
      assertThat(reader.next()).isTrue();
      assertThat(reader.get().getLong(0)).isZero();
      assertThat(mapped()).isNotEmpty();
    }
    assertThat(mapped()).isEmpty();
  }

  private void run(String condition, ForeachPartitionFunction<Row> part) {
    store()
        .read()
        .where(condition)
        .coalesce(1)
        .foreachPartition(
            (ForeachPartitionFunction<Row>)
                in -> {
                  part.call(in);
                  Iterator<Row> left = in;
                  readAll = inTask(() -> left.forEachRemaining(row -> {}));
                });
  }

  /** Wraps an action for another thread of the current task, as Spark does for its own threads. */
  private static Runnable inTask(Runnable action) {
    TaskContext task = TaskContext.get();
    return () -> {
      TaskContext$.MODULE$.setTaskContext(task);
      try {
        action.run();
      } finally {
        TaskContext$.MODULE$.unset();
      }
    };
  }

  private static void takeOne(Iterator<Row> in) {
    assertThat(in.hasNext()).isTrue();
    in.next();
  }

  private static void assertNoMoreIsRead() {
    // Spark 4.2 takes the reader away when the task ends, before the reader can refuse to go on
    assertThatThrownBy(() -> OTHER.submit(readAll).get(1, TimeUnit.HOURS))
        .satisfiesAnyOf(
            e ->
                assertThat(e)
                    .hasStackTraceContaining("the task that these rows belong to has ended"),
            e -> assertThat(e).hasStackTraceContaining("PartitionIterator.reader()\" is null"));
  }

  private List<String> mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains(store() + "/data/"))
        .toList();
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory.resolve("store"));
  }
}
