/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.spark.metric.BytesPrunedMetric;
import io.indexkv.spark.metric.BytesReadMetric;
import io.indexkv.spark.metric.FilesPrunedMetric;
import io.indexkv.spark.metric.FilesReadMetric;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeySlice;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.connector.metric.CustomMetric;
import org.apache.spark.sql.connector.metric.CustomTaskMetric;
import org.apache.spark.sql.connector.read.InputPartition;

/** How many of a version's files the tasks of a scan open, and how many planning left out. */
record FilesRead(long files, long bytes, long filesPruned, long bytesPruned) {
  private record Value(String name, long value) implements CustomTaskMetric {}

  /** Counts the files that the tasks of some partitions open. */
  static FilesRead of(Manifest manifest, InputPartition[] partitions) {
    return of(
        manifest,
        Arrays.stream(partitions)
            .flatMap(partition -> ((SlicedPartition) partition).bounds().stream())
            .toList());
  }

  /**
   * Counts the files.
   *
   * @param opened the parts of the store that the tasks open
   */
  static FilesRead of(Manifest manifest, Collection<KeySlice> opened) {
    List<KeySlice> parts = KeyRanges.of(opened).slices();
    long files = 0;
    long bytes = 0;
    long allFiles = 0;
    long allBytes = 0;
    for (Layer layer : manifest.layers()) {
      for (DataFile file : (Iterable<DataFile>) layer.all()::iterator) {
        long length = file.info().length();
        allFiles++;
        allBytes += length;
        if (isIn(file.info(), parts)) {
          files++;
          bytes += length;
        }
      }
    }
    return new FilesRead(files, bytes, allFiles - files, allBytes - bytes);
  }

  /** Whether a file may have a key of one of the parts, which are disjoint and ascending. */
  private static boolean isIn(StoreFileInfo file, List<KeySlice> parts) {
    int low = 0;
    int high = parts.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      byte[] to = parts.get(middle).to();
      if (to == null || Arrays.compareUnsigned(file.smallestKey(), to) < 0) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    byte[] from = low < parts.size() ? parts.get(low).from() : null;
    return low < parts.size()
        && (from == null || Arrays.compareUnsigned(file.largestKey(), from) >= 0);
  }

  /** The metrics of every scan. */
  static CustomMetric[] metrics() {
    return new CustomMetric[] {
      new FilesReadMetric(), new FilesPrunedMetric(), new BytesReadMetric(), new BytesPrunedMetric()
    };
  }

  /** The values of the metrics, which the driver knows when it has planned the tasks. */
  CustomTaskMetric[] values() {
    return new CustomTaskMetric[] {
      new Value(FilesReadMetric.NAME, files),
      new Value(FilesPrunedMetric.NAME, filesPruned),
      new Value(BytesReadMetric.NAME, bytes),
      new Value(BytesPrunedMetric.NAME, bytesPruned)
    };
  }
}
