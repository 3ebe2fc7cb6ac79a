/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.join.Queries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spark lets some threads read a task's rows; these threads continue when the task has ended. */
@EnabledOnOs(OS.LINUX)
class TaskLeaseTest {
  private static final ExecutorService OTHER = Executors.newSingleThreadExecutor();

  /** The rows of the last task; tasks and test run in one JVM. */
  private static Iterator<Row> rows;

  private final SparkSession spark = LocalSpark.session();

  @TempDir Path directory;

  @BeforeEach
  void writeTables() {
    new StoreDirectory(store())
        .write(spark.range(5000).selectExpr("id as key", "id * 2 as v"), "key");
    spark.read().format("indexkv").load(store().toString()).createOrReplaceTempView("leased");
    String facts = directory.resolve("facts").toString();
    spark.range(0, 5000, 1, 1).write().parquet(facts);
    spark.read().parquet(facts).createOrReplaceTempView("lease_facts");
  }

  @AfterEach
  void forgetRows() {
    rows = null;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherThreadCannotGoOnAfterTheTask(boolean columns) throws Exception {
    run(columns, in -> OTHER.submit(() -> takeOne(in)).get());

    // the file stays as long as that thread may be in the middle of a row
    assertThat(mapped()).isNotEmpty();
    assertThatThrownBy(() -> OTHER.submit(TaskLeaseTest::readAll).get(1, TimeUnit.HOURS))
        .hasStackTraceContaining("the task that these rows belong to has ended");

    rows = null;
    while (!mapped().isEmpty()) {
      System.gc();
      Thread.sleep(10);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theTasksOwnThreadLeavesNothingMapped(boolean columns) throws Exception {
    run(columns, TaskLeaseTest::takeOne);

    assertThat(mapped()).isEmpty();
    assertThatThrownBy(TaskLeaseTest::readAll)
        .hasStackTraceContaining("the task that these rows belong to has ended");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThreadThatHasReadNothingYetCannotBeginAfterTheTask(boolean columns) throws Exception {
    run(columns, in -> {});

    assertThat(mapped()).isEmpty();
    assertThatThrownBy(() -> OTHER.submit(TaskLeaseTest::readAll).get(1, TimeUnit.HOURS))
        .hasStackTraceContaining("the task that these rows belong to has ended");
  }

  private void run(boolean columns, ForeachPartitionFunction<Row> part) {
    Map<String, String> settings =
        Map.of(
            "spark.indexkv.join.mode",
            "require",
            "spark.sql.parquet.enableVectorizedReader",
            Boolean.toString(columns));
    Queries.with(
        settings,
        () -> {
          spark
              .sql("select f.id, d.v from lease_facts f join leased d on f.id = d.key")
              .foreachPartition(
                  (ForeachPartitionFunction<Row>)
                      in -> {
                        part.call(in);
                        rows = in;
                      });
          return null;
        });
  }

  private static void takeOne(Iterator<Row> in) {
    assertThat(in.hasNext()).isTrue();
    in.next();
  }

  private static Object readAll() {
    while (rows.hasNext()) {
      rows.next();
    }
    return null;
  }

  private List<String> mapped() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/maps")).stream()
        .filter(line -> line.contains(store() + "/data/"))
        .toList();
  }

  private Path store() {
    return directory.resolve("store");
  }
}
