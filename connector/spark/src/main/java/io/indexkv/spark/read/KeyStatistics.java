/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.file.format.StoreFileInfo;
import io.indexkv.spark.codec.KeyBounds;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeySlice;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.NamedReference;
import org.apache.spark.sql.connector.read.colstats.ColumnStatistics;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/**
 * What Spark's planner should know of the key column: all figures or none. Without a minimum and a
 * maximum, Spark would expect no rows.
 */
record KeyStatistics(Object smallest, Object largest, long rows) implements ColumnStatistics {

  /**
   * The statistics of the key column by its name. Empty for a key of several columns, for types
   * without minimum and maximum in Spark, and for no rows.
   *
   * @param rows estimated number of rows
   */
  static Map<NamedReference, ColumnStatistics> of(
      Manifest manifest, StoreKey key, KeyRanges ranges, long rows) {
    DataType type = key.columns().get(0).dataType();
    boolean hasEnds =
        type instanceof NumericType
            || type.equals(DataTypes.DateType)
            || type.equals(DataTypes.TimestampType)
            || type.equals(DataTypes.TimestampNTZType);
    if (key.columns().size() > 1 || !hasEnds || ranges.isEmpty() || rows == 0) {
      return Map.of();
    }
    byte[] smallest = null;
    byte[] largest = null;
    for (StoreFileInfo file : ListedFiles.of(manifest).inKeyOrder()) {
      smallest = smallest == null ? file.smallestKey() : smallest;
      largest =
          largest == null || Arrays.compareUnsigned(largest, file.largestKey()) < 0
              ? file.largestKey()
              : largest;
    }
    if (smallest == null) {
      return Map.of();
    }
    KeySlice read = KeyRanges.common(ranges.bounds(), new KeySlice(smallest, largest));
    if (Arrays.compareUnsigned(read.from(), read.to()) > 0) {
      return Map.of();
    }
    KeyBounds bounds = new KeyBounds(key);
    try {
      return Map.of(
          Expressions.column(ColumnNames.quoted(key.names().get(0))),
          new KeyStatistics(bounds.first(read.from()), bounds.first(read.to()), rows));
    } catch (IllegalArgumentException e) {
      // a forged manifest names bytes that are no key: a task that opens the file refuses it
      return Map.of();
    }
  }

  @Override
  public OptionalLong distinctCount() {
    return OptionalLong.of(rows);
  }

  @Override
  public Optional<Object> min() {
    return Optional.of(smallest);
  }

  @Override
  public Optional<Object> max() {
    return Optional.of(largest);
  }

  @Override
  public OptionalLong nullCount() {
    return OptionalLong.of(0);
  }
}
