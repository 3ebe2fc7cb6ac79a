/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.executor.TaskMetrics;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Sums over the tasks that ended since the last {@code reset}. */
final class TaskTotals extends SparkListener {
  private final AtomicLong shuffled = new AtomicLong();
  private final AtomicLong spilled = new AtomicLong();

  void reset() {
    shuffled.set(0);
    spilled.set(0);
  }

  long shuffled() {
    return shuffled.get();
  }

  long spilled() {
    return spilled.get();
  }

  @Override
  public void onTaskEnd(SparkListenerTaskEnd end) {
    TaskMetrics metrics = end.taskMetrics();
    if (metrics == null) {
      return; // the task failed before it began; in local mode the query fails with it
    }
    shuffled.addAndGet(metrics.shuffleWriteMetrics().bytesWritten());
    spilled.addAndGet(metrics.diskBytesSpilled());
  }
}
