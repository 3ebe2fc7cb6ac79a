/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A column that says where a row comes from. Spark shows it only to queries that name it, and hides
 * it if the store has a column of that name.
 */
public record OriginColumn(String name, DataType dataType, String comment)
    implements MetadataColumn {

  /** URI of the store file that has the row, as the metadata table {@code files} shows it. */
  public static final OriginColumn FILE =
      new OriginColumn("_file", DataTypes.StringType, "the store file that has the row");

  /** Number of the version that the query reads. */
  public static final OriginColumn VERSION =
      new OriginColumn("_version", DataTypes.LongType, "the version that the query reads");

  private static final List<OriginColumn> ALL = List.of(FILE, VERSION);

  /** The columns of every store. */
  public static MetadataColumn[] all() {
    return ALL.toArray(MetadataColumn[]::new);
  }

  /** The column of this name, if the store has no column of its own of exactly this name. */
  public static Optional<OriginColumn> of(String name, StructType schema) {
    return Arrays.asList(schema.fieldNames()).contains(name) ? Optional.empty() : named(name);
  }

  /** The column of this name. */
  public static Optional<OriginColumn> named(String name) {
    return ALL.stream().filter(column -> column.name.equals(name)).findFirst();
  }

  /** False: each row comes from a file of a version. */
  @Override
  public boolean isNullable() {
    return false;
  }

  public StructField field() {
    return new StructField(name, dataType, false, Metadata.empty());
  }
}
