/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** Keys for one task to look up, in ascending order. */
record PointPartition(byte[][] keys) implements InputPartition {
  /** Keys per task. Starting a task takes milliseconds, a lookup microseconds. */
  private static final int KEYS = 10_000;

  static List<PointPartition> plan(PointKeys points) {
    List<PointPartition> partitions = new ArrayList<>();
    List<byte[]> keys = points.keys();
    for (int i = 0; i < keys.size(); i += KEYS) {
      List<byte[]> some = keys.subList(i, Math.min(keys.size(), i + KEYS));
      partitions.add(new PointPartition(some.toArray(byte[][]::new)));
    }
    return partitions;
  }
}
