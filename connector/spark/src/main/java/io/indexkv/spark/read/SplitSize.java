/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.manifest.Manifest;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.internal.SQLConf;

/**
 * How much a task should read, by the settings of the session that plans the scan. A batch of
 * columns is divided into tasks later, where another session may be active.
 *
 * @param max bytes at most
 * @param openCost bytes that a task reads at least, if there are so many
 * @param tasks how many tasks the session runs at once
 */
record SplitSize(long max, long openCost, int tasks) {
  static SplitSize ofSession() {
    SQLConf conf = SQLConf.get();
    return new SplitSize(
        conf.filesMaxPartitionBytes(),
        conf.filesOpenCostInBytes(),
        SparkSession.active().sparkContext().defaultParallelism());
  }

  /**
   * About how many bytes of files a task should read, computed like in Spark's own file sources.
   */
  long bytes(Manifest manifest, KeySelection keys) {
    double all =
        keys.isAll() ? manifest.bytes() : ListedFiles.of(manifest).amount(keys.ranges()).bytes();
    return Math.min(max, Math.max(openCost, (long) (all / tasks)));
  }
}
