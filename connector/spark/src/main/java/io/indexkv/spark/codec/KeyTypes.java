/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.KeyType;
import java.util.Optional;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/** Which Spark types can be keys, and how they are encoded. */
public final class KeyTypes {
  private KeyTypes() {}

  /** The key type of a column of this type, or empty if it cannot be a key. */
  public static Optional<KeyType> of(DataType type) {
    if (type instanceof LongType) {
      return Optional.of(KeyType.INT64);
    }
    if (type instanceof IntegerType) {
      return Optional.of(KeyType.INT32);
    }
    if (type instanceof ShortType) {
      return Optional.of(KeyType.INT16);
    }
    if (type instanceof ByteType) {
      return Optional.of(KeyType.INT8);
    }
    // equals, not instanceof: a collated string of Spark 4 is a StringType too, and is refused
    return type.equals(DataTypes.StringType) ? Optional.of(KeyType.STRING) : Optional.empty();
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
                new IllegalArgumentException(
                    "column %s of type %s cannot be the key: %s"
                        .formatted(column, type.sql(), advice(type))));
  }

  private static String advice(DataType type) {
    if (type instanceof FloatType || type instanceof DoubleType) {
      return "NaN and -0.0 have no single encoding; cast it to BIGINT or STRING";
    }
    if (type instanceof StringType) {
      return "keys are compared as bytes; collate it UTF8_BINARY";
    }
    if (type instanceof StructType) {
      return "keys of several fields are not supported yet; cast it to STRING or BIGINT";
    }
    if (type instanceof ArrayType || type instanceof MapType) {
      return "arrays and maps have no order as keys; derive a STRING or BIGINT from it";
    }
    return "supported are TINYINT, SMALLINT, INT, BIGINT and STRING; cast it to one of them";
  }
}
