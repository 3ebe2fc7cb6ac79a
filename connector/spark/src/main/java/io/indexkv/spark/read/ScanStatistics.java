/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.StoreKey;
import io.indexkv.store.manifest.Manifest;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The size of a scan, for Spark's planner.
 *
 * @param rows exact for a scan of all entries of one layer; an upper bound for single keys, and
 *     with several layers; an estimate for ranges of keys. The bound is close if keys are numbers
 *     without large gaps: several layers then have no more rows than there are such numbers
 * @param bytes of the files without compression, because a broadcast has rows in memory; in
 *     proportion to the rows and to the default sizes of the columns read
 * @param columnStats of the key column
 */
record ScanStatistics(long rows, long bytes, Map<NamedReference, ColumnStatistics> columnStats)
    implements Statistics {

  static ScanStatistics of(
      Manifest manifest,
      StoreKey key,
      StructType schema,
      StructType columns,
      KeySelection keys,
      Optional<RowLimit> limit) {
    long entries = manifest.entries();
    long found =
        keys.points()
            .map(points -> Math.min(entries, points.keys().size()))
            .orElseGet(() -> rows(manifest, keys.ranges(), key.type().width()));
    long rows = limit.map(l -> Math.min(found, l.rows())).orElse(found);
    double share = (double) width(columns) / width(schema);
    double shareOfRows = entries == 0 ? 1 : (double) rows / entries;
    return new ScanStatistics(
        rows,
        Math.max(1, (long) (manifest.inflatedBytes() * share * shareOfRows)),
        limit.isPresent() ? Map.of() : KeyStatistics.of(manifest, key, keys.ranges(), rows));
  }

  private static long rows(Manifest manifest, KeyRanges ranges, int keyWidth) {
    boolean layered = manifest.layers().size() > 1;
    if (ranges.isAll() && !layered) {
      return manifest.entries();
    }
    ListedFiles files = ListedFiles.of(manifest);
    long entries =
        ranges.isAll() ? manifest.entries() : (long) Math.ceil(files.amount(ranges).entries());
    // layers may have the same keys
    return layered ? Math.min(entries, files.possibleKeys(ranges, keyWidth)) : entries;
  }

  // reading a row costs something even without columns
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
