/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.store.manifest.Layer;
import io.indexkv.store.storage.IndependentSteps;
import io.indexkv.store.write.FileSeries;
import java.io.Closeable;
import java.io.IOException;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one task attempt: entries, and deleted keys. {@link #close()} deletes them, unless
 * they are finished.
 */
final class TaskSeries implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskSeries.class);

  private static final byte[] NOTHING = {};

  private final String location;
  private final FileSeries run;
  private final FileSeries deletes;
  private long rows;
  private long deleted;

  TaskSeries(String location, FileSeries run, FileSeries deletes) {
    this.location = location;
    this.run = run;
    this.deletes = deletes;
  }

  void entry(byte[] key, int length, RowBytes value) throws IOException {
    run.add(key, 0, length, value.bytes(), 0, value.length());
    rows++;
  }

  void delete(byte[] key, int length) throws IOException {
    deletes.add(key, 0, length, NOTHING, 0, 0);
    deleted++;
  }

  /** Completes the files, which {@link #close()} then leaves. */
  TaskFiles finish(long nullKeys) throws IOException {
    stopIfKilled();
    Layer files = new Layer(run.finish(), deletes.finish());
    // a task that was killed while it finished would leave files that the driver never learns of
    stopIfKilled();
    TaskFiles message = TaskFiles.of(rows, deleted, nullKeys, files);
    run.keep();
    deletes.keep();
    return message;
  }

  private static void stopIfKilled() {
    TaskContext context = TaskContext.get();
    if (context != null && context.isInterrupted()) {
      throw new TaskKilledException();
    }
  }

  /**
   * Deletes the files, finished ones too. Never throws, so that the user sees the task's failure.
   */
  void abandon() {
    IndependentSteps failures = new IndependentSteps();
    failures.run(run::abandon);
    failures.run(deletes::abandon);
    try {
      failures.throwFirst();
    } catch (IOException e) {
      // the driver tries to delete the files again
      LOG.warn("store {}: files of a failed task could not be deleted", location, e);
    }
  }

  /**
   * The metrics so far.
   *
   * @param comingRows rows that will be written at the commit
   * @param comingDeletes keys that will be deleted at the commit
   */
  CustomTaskMetric[] metrics(
      int comingRows, int comingDeletes, long nullKeys, long replaced, long repeated) {
    return WriteMetrics.values(
        rows + comingRows,
        deleted + comingDeletes,
        run.files() + deletes.files(),
        run.entryBytes() + deletes.entryBytes(),
        nullKeys,
        replaced,
        repeated);
  }

  @Override
  public void close() throws IOException {
    try (run;
        deletes) {
      // both, whatever one throws
    }
  }
}
