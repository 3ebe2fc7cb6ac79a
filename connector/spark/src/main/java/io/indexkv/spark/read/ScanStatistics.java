/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.DataFile;
import io.indexkv.store.Manifest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What the planner is told of a scan.
 *
 * @param rows exact for a scan of all entries, an upper bound for single keys
 * @param bytes of the files, pro rata of the rows and of the default sizes of the columns read
 */
record ScanStatistics(long rows, long bytes) implements Statistics {

  static ScanStatistics of(
      Manifest manifest, StructType schema, StructType columns, Optional<PointKeys> points) {
    long entries = files(manifest).mapToLong(file -> file.info().entries()).sum();
    long rows = points.map(p -> Math.min(entries, p.keys().size())).orElse(entries);
    double share = (double) width(columns) / width(schema);
    double shareOfRows = entries == 0 ? 1 : (double) rows / entries;
    return new ScanStatistics(rows, Math.max(1, (long) (bytes(manifest) * share * shareOfRows)));
  }

  /** Bytes of all files. */
  static long bytes(Manifest manifest) {
    return files(manifest).mapToLong(file -> file.info().length()).sum();
  }

  private static Stream<DataFile> files(Manifest manifest) {
    return manifest.layers().stream().flatMap(List::stream);
  }

  // a row costs something even without columns
  private static long width(StructType schema) {
    long width = Long.BYTES;
    for (StructField field : schema.fields()) {
      width += field.dataType().defaultSize();
    }
    return width;
  }

  @Override
  public OptionalLong sizeInBytes() {
    return OptionalLong.of(bytes);
  }

  @Override
  public OptionalLong numRows() {
    return OptionalLong.of(rows);
  }
}
