/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.conf.ScanMode;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.List;

/**
 * Keys for one task to look up, in ascending order.
 *
 * @param runs the keys of each run; no file lies between two keys of a run
 */
record PointPartition(byte[][][] runs) implements SlicedPartition {
  /** Keys per task. Starting a task takes milliseconds, a lookup microseconds. */
  private static final int KEYS = 10_000;

  /** Divides the keys. Leaves out those that no file can have. */
  static List<PointPartition> plan(PointKeys points, ListedFiles files, ScanMode mode) {
    List<PointPartition> partitions = new ArrayList<>();
    List<byte[]> keys =
        points.keys().stream().filter(key -> files.mayHave(slice(key, key))).toList();
    for (int i = 0; i < keys.size(); i += KEYS) {
      List<byte[]> some = keys.subList(i, Math.min(keys.size(), i + KEYS));
      // files that are read remotely are opened at their first key, and many keys read together
      partitions.add(
          new PointPartition(
              mode == ScanMode.REMOTE
                  ? new byte[][][] {some.toArray(byte[][]::new)}
                  : runs(some, files)));
    }
    return partitions;
  }

  private static byte[][][] runs(List<byte[]> keys, ListedFiles files) {
    List<byte[][]> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= keys.size(); i++) {
      if (i == keys.size()
          || files.separate(slice(keys.get(i - 1), keys.get(i - 1)), slice(keys.get(i), null))) {
        runs.add(keys.subList(begin, i).toArray(byte[][]::new));
        begin = i;
      }
    }
    return runs.toArray(byte[][][]::new);
  }

  @Override
  public List<KeySlice> bounds() {
    List<KeySlice> bounds = new ArrayList<>();
    for (byte[][] run : runs) {
      bounds.add(slice(run[0], run[run.length - 1]));
    }
    return bounds;
  }

  /** From one key to another, included; null for no end. */
  private static KeySlice slice(byte[] from, byte[] last) {
    return new KeySlice(from, last == null ? null : KeyRanges.after(last));
  }
}
