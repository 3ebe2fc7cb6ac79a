/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import io.indexkv.spark.planning.Expressions;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * The types whose values are equal only if they are the same. Others are not: a grouping turns -0.0
 * into 0.0, and collations let different strings be equal.
 */
public final class PlainTypes {
  private PlainTypes() {}

  public static boolean contain(DataType type) {
    return Expressions.integerWidth(type) > 0
        || type instanceof DecimalType
        // a string with a collation is another type
        || type.equals(DataTypes.StringType)
        || type instanceof BinaryType
        || type instanceof BooleanType
        || type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }
}
