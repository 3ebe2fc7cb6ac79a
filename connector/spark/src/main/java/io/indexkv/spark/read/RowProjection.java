/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.error.CorruptFileException;
import io.indexkv.spark.snapshot.PinnedStore;
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
 * Makes a row of the wanted columns from the bytes of a stored row. If all columns are wanted, it
 * is the stored row itself. Reuses its rows; not thread-safe.
 */
final class RowProjection {
  private final PinnedStore store;
  private final UnsafeRow stored;
  private final int shortest;
  private final UnsafeProjection projection;

  private RowProjection(PinnedStore store, int fields, UnsafeProjection projection) {
    this.store = store;
    this.stored = new UnsafeRow(fields);
    this.shortest = UnsafeRow.calculateBitSetWidthInBytes(fields) + fields * Long.BYTES;
    this.projection = projection;
  }

  static RowProjection of(PinnedStore store, StructType columns) {
    StructType schema = store.schema();
    if (schema.equals(columns)) {
      return new RowProjection(store, schema.length(), null);
    }
    List<Expression> references = new ArrayList<>();
    for (StructField column : columns.fields()) {
      references.add(
          new BoundReference(
              schema.fieldIndex(column.name()), column.dataType(), column.nullable()));
    }
    return new RowProjection(
        store,
        schema.length(),
        UnsafeProjection.create(CollectionConverters.asScala(references).toSeq()));
  }

  /**
   * The row at an offset in {@code base}, or at a native address if {@code base} is null.
   *
   * @throws CorruptFileException if its length is impossible for a row
   */
  InternalRow row(Object base, long offset, int length) {
    if (length < shortest || length % Long.BYTES != 0) {
      throw new CorruptFileException(
          ("store %s, version %d: a value of %d bytes is not a row of its %d columns, which takes at"
                  + " least %d bytes and a multiple of 8")
              .formatted(store.location(), store.version(), length, stored.numFields(), shortest));
    }
    stored.pointTo(base, offset, length);
    return projection == null ? stored : projection.apply(stored);
  }
}
