/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.key.KeyType;
import io.indexkv.spark.compat.KnownError;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Which Spark types can be keys, and how keys of each type are encoded. */
public final class KeyTypes {
  private KeyTypes() {}

  /** The key type for a column type, or empty if it cannot be a key. */
  public static Optional<KeyType> of(DataType type) {
    return StoredType.key(type);
  }

  /**
   * The key type of a column.
   *
   * @throws IllegalArgumentException naming the column, its type and the advice
   */
  public static KeyType require(String column, DataType type) {
    return of(type)
        .orElseThrow(
            () ->
                KnownError.noType(
                    "column %s of type %s cannot be the key: %s"
                        .formatted(column, type.sql(), advice(type)),
                    column,
                    type.sql()));
  }

  private static String advice(DataType type) {
    if (type instanceof FloatType || type instanceof DoubleType) {
      return "NaN and -0.0 have no single encoding; cast it to DECIMAL or STRING";
    }
    if (type instanceof StringType) {
      return "keys are compared as bytes; collate it UTF8_BINARY";
    }
    if (type instanceof StructType) {
      return "it is several columns; select its fields as columns and name those";
    }
    if (type instanceof ArrayType || type instanceof MapType) {
      return "equal values can differ in bytes; make a column of each element that identifies the row, or"
          + " cast it to STRING";
    }
    return "supported types are BOOLEAN, TINYINT, SMALLINT, INT, BIGINT, DECIMAL, DATE, TIMESTAMP,"
        + " TIMESTAMP_NTZ, STRING and BINARY; cast it to one of them";
  }
}
