/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.StoreDirectory;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.VersionId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext$;
import org.apache.spark.TaskContextImpl;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.write.DataWriter;
import org.apache.spark.sql.connector.write.WriterCommitMessage;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One task attempt and the driver, without a cluster between them. */
class IndexKvDataWriterTest {
  @TempDir Path directory;

  @AfterEach
  void leaveTask() {
    TaskContext$.MODULE$.unset();
  }

  @Test
  void nothingIsVisibleBeforeTheCommit() throws IOException {
    IndexKvBatchWrite driver = new IndexKvBatchWrite(write());
    DataWriter<InternalRow> task = task(driver, 7);
    feed(task, 2000);
    WriterCommitMessage message = task.commit();
    task.close();

    assertThat(store().dataFiles()).hasSizeGreaterThan(2);
    assertThat(store().manifests()).isEmpty();
    driver.commit(new WriterCommitMessage[] {message});
    assertThat(store().manifests()).hasSize(1);
  }

  @Test
  void anAbortedTaskDeletesItsFinishedFilesToo() throws IOException {
    DataWriter<InternalRow> task = task(new IndexKvBatchWrite(write()), 7);
    feed(task, 2000);
    assertThat(store().dataFiles()).hasSizeGreaterThan(2);

    task.abort();
    task.close();
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void anAbortedCommitDeletesItsFiles() throws IOException {
    DataWriter<InternalRow> task = task(new IndexKvBatchWrite(write()), 7);
    feed(task, 2000);
    task.commit();

    task.abort();
    task.close();
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void aKilledTaskDoesNotCommit() throws IOException {
    DataWriter<InternalRow> task = task(new IndexKvBatchWrite(write()), 7);
    feed(task, 10);
    TaskContextImpl context = TaskContext$.MODULE$.empty();
    context.markInterrupted("its job has failed");
    TaskContext$.MODULE$.setTaskContext(context);

    assertThatThrownBy(task::commit).isInstanceOf(TaskKilledException.class);
    task.abort();
    task.close();
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void filesOfASpeculativeTwinAreDeletedAfterTheCommit() throws IOException {
    IndexKvBatchWrite driver = new IndexKvBatchWrite(write());
    DataWriter<InternalRow> first = task(driver, 7);
    DataWriter<InternalRow> twin = task(driver, 8);
    feed(first, 10);
    feed(twin, 10);
    WriterCommitMessage counts = first.commit();
    twin.commit();
    assertThat(store().dataFiles()).hasSize(2);

    driver.commit(new WriterCommitMessage[] {counts});
    assertThat(store().dataFiles()).hasSize(1).allMatch(name -> name.contains("-7-"));
  }

  @Test
  void temporaryFilesOfALostExecutorAreDeletedByTheDriver() throws IOException {
    IndexKvBatchWrite driver = new IndexKvBatchWrite(write());
    feed(task(driver, 7), 10);
    assertThat(store().dataFiles()).hasSize(1).allMatch(name -> name.startsWith("."));

    driver.abort(new WriterCommitMessage[] {null});
    assertThat(store().dataFiles()).isEmpty();
  }

  @Test
  void filesOfOtherWritesAreLeftAlone() throws IOException {
    feed(task(new IndexKvBatchWrite(write()), 7), 10);

    new IndexKvBatchWrite(write()).abort(new WriterCommitMessage[0]);
    assertThat(store().dataFiles()).hasSize(1);
  }

  @Test
  void metricsCountAndSparkCanMakeThemByName() throws Exception {
    DataWriter<InternalRow> task = task(new IndexKvBatchWrite(write()), 7);
    task.write(new GenericInternalRow(new Object[] {null, null}));
    feed(task, 2000);
    task.commit();

    for (CustomTaskMetric value : task.currentMetricsValues()) {
      CustomMetric metric = metric(value.name());
      CustomMetric made = metric.getClass().getConstructor().newInstance();
      assertThat(made.description()).isNotEmpty();
      assertThat(made.aggregateTaskMetrics(new long[] {value.value(), 1}))
          .isEqualTo(Long.toString(value.value() + 1));
      switch (value.name()) {
        case "rows" -> assertThat(value.value()).isEqualTo(2000);
        case "files" -> assertThat(value.value()).isEqualTo(store().dataFiles().size());
        case "deletedKeys", "replacedRows", "repeatedRows" -> assertThat(value.value()).isZero();
        case "nullKeys" -> assertThat(value.value()).isOne();
        default -> assertThat(value.value()).isGreaterThan(2000 * 100);
      }
    }
  }

  private static CustomMetric metric(String name) {
    for (CustomMetric metric : WriteMetrics.all()) {
      if (metric.name().equals(name)) {
        return metric;
      }
    }
    throw new AssertionError("no metric " + name);
  }

  private StoreWrite write() {
    StructType schema = StructType.fromDDL("id bigint, x string");
    return new StoreWrite(
        directory.toUri().toString(),
        TaskConf.of(LocalSpark.session().sparkContext(), new Configuration(false)),
        WriteKind.OVERWRITE,
        VersionId.NONE,
        UUID.randomUUID().toString(),
        new WriteSchema(
            schema,
            schema.json(),
            schema.json(),
            StoreKey.of(schema, List.of("id")),
            new int[0],
            -1,
            new Literal[0],
            -1),
        Map.of(),
        StoreWriteOptions.of(
            new CaseInsensitiveStringMap(Map.of("targetFileSize", "40k", "nullKeys", "drop"))));
  }

  private static DataWriter<InternalRow> task(IndexKvBatchWrite driver, long taskId) {
    return driver.createBatchWriterFactory(null).createWriter(0, taskId);
  }

  private static void feed(DataWriter<InternalRow> task, long rows) throws IOException {
    for (long id = 0; id < rows; id++) {
      task.write(new GenericInternalRow(new Object[] {id, UTF8String.fromString("x".repeat(100))}));
    }
  }

  private StoreDirectory store() {
    return new StoreDirectory(directory);
  }
}
