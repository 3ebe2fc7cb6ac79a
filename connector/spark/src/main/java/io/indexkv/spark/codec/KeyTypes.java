/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.KeyType;
import java.util.Optional;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;

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
}
