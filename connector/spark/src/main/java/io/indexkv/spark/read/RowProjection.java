/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Makes a row of the wanted columns from the bytes of a stored row: the stored row itself where all
 * columns are wanted. Reuses its rows; not thread-safe.
 */
final class RowProjection {
  private final UnsafeRow stored;
  private final UnsafeProjection projection;

  private RowProjection(int fields, UnsafeProjection projection) {
    this.stored = new UnsafeRow(fields);
    this.projection = projection;
  }

  static RowProjection of(StructType schema, StructType columns) {
    if (schema.equals(columns)) {
      return new RowProjection(schema.length(), null);
    }
    List<Expression> references = new ArrayList<>();
    for (StructField column : columns.fields()) {
      references.add(
          new BoundReference(
              schema.fieldIndex(column.name()), column.dataType(), column.nullable()));
    }
    return new RowProjection(
        schema.length(), UnsafeProjection.create(CollectionConverters.asScala(references).toSeq()));
  }

  /** The row at an offset of BASE, or at a native address if BASE is null. */
  InternalRow row(Object base, long offset, int length) {
    stored.pointTo(base, offset, length);
    return projection == null ? stored : projection.apply(stored);
  }
}
