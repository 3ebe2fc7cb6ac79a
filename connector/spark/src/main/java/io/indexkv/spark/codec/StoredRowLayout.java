/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.spark.compat.KnownError;
import io.indexkv.store.manifest.SchemaRows;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Row layout v1 (docs/row-layout.md): how a row is stored as a value. It is the layout of UnsafeRow
 * in every supported Spark, so Spark reads a stored row in place.
 */
public final class StoredRowLayout {
  /** The value encoding of manifests and store files that is this layout. */
  public static final String V1 = SchemaRows.LAYOUT;

  private StoredRowLayout() {}

  /**
   * Checks that rows of a schema can be stored.
   *
   * @throws IllegalArgumentException naming the first column that cannot be stored, its type and
   *     advice
   */
  public static void check(StructType schema) {
    for (StructField field : schema.fields()) {
      check(field.name(), field.dataType());
    }
    // readers parse the schema with this class and check their rows by it
    SchemaRows.check(schema.json());
  }

  private static void check(String column, DataType type) {
    if (type instanceof StructType struct) {
      for (StructField field : struct.fields()) {
        check(column + "." + field.name(), field.dataType());
      }
    } else if (type instanceof ArrayType array) {
      check(column + ".element", array.elementType());
    } else if (type instanceof MapType map) {
      check(column + ".key", map.keyType());
      check(column + ".value", map.valueType());
    } else if (StoredType.of(type).isEmpty()) {
      throw KnownError.noType(
          ("column %s is of type %s, which row layout v1 does not have: cast it to another type or"
                  + " leave it out")
              .formatted(column, type.sql()),
          column,
          type.sql());
    }
  }
}
