/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.store.manifest.RepeatedKeys;
import java.util.Arrays;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The column that tells rows of equal keys apart. Queries do not see it. */
public final class HiddenColumn {
  private static final StructField FIELD =
      new StructField(RepeatedKeys.COLUMN, DataTypes.LongType, false, Metadata.empty());

  private HiddenColumn() {}

  /** The column as stores have it. */
  public static StructField field() {
    return FIELD;
  }

  /** The columns of a schema that queries see. */
  public static StructType without(StructType schema) {
    return new StructType(
        Arrays.stream(schema.fields())
            .filter(field -> !field.name().equals(RepeatedKeys.COLUMN))
            .toArray(StructField[]::new));
  }

  /** A schema with the column at its end. */
  public static StructType with(StructType columns) {
    return columns.add(FIELD);
  }

  /**
   * Checks that some columns of a query leave room for it.
   *
   * @throws IllegalArgumentException if one has its name
   */
  public static void requireRoom(StructType columns) {
    for (String name : columns.fieldNames()) {
      if (name.equalsIgnoreCase(RepeatedKeys.COLUMN)) {
        throw new IllegalArgumentException(
            "option '%s' = '%s' needs the name of the column %s for its own: rename the column"
                .formatted(RepeatedKeys.PROPERTY, RepeatedKeys.KEEP, ColumnNames.shown(name)));
      }
    }
  }
}
