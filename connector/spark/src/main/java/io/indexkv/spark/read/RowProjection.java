/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.error.CorruptFileException;
import io.indexkv.spark.columns.RowShape;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.OriginColumn;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.store.manifest.DataFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Makes a row of the wanted columns from the bytes of a stored row. If its own columns are wanted,
 * all and no others, it is the stored row itself. Reuses its rows; not thread-safe.
 */
final class RowProjection {
  private final RowShape shape;
  private final UnsafeRow stored;
  private final UnsafeProjection projection;
  private final boolean readsFile;

  /** The stored row, and behind it the URI of its file if the projection reads that. */
  private final JoinedRow withFile;

  private final GenericInternalRow file = new GenericInternalRow(1);
  private DataFile last;

  private RowProjection(RowShape shape, UnsafeProjection projection, boolean readsFile) {
    this.shape = shape;
    this.stored = new UnsafeRow(shape.fields());
    this.projection = projection;
    this.readsFile = readsFile;
    this.withFile = new JoinedRow(stored, file);
  }

  static RowProjection of(PinnedStore store, StructType columns) {
    StructType schema = store.schema();
    if (schema.equals(columns)) {
      return new RowProjection(RowShape.of(store), null, false);
    }
    List<Expression> values = new ArrayList<>();
    boolean readsFile = false;
    for (StructField column : columns.fields()) {
      Optional<OriginColumn> origin = OriginColumn.of(column.name(), schema);
      readsFile |= origin.filter(OriginColumn.FILE::equals).isPresent();
      values.add(
          origin
              .map(one -> value(one, store))
              .orElseGet(
                  () ->
                      new BoundReference(
                          schema.fieldIndex(column.name()), column.dataType(), column.nullable())));
    }
    return new RowProjection(
        RowShape.of(store), UnsafeProjection.create(Seqs.of(values)), readsFile);
  }

  private static Expression value(OriginColumn column, PinnedStore store) {
    return column.equals(OriginColumn.FILE)
        ? new BoundReference(store.schema().length(), column.dataType(), false)
        : new Literal(store.version(), column.dataType());
  }

  /** Whether {@link #fromFile} must name the file of each row before {@link #row}. */
  boolean readsFile() {
    return readsFile;
  }

  /** Says which file has the next row. */
  void fromFile(DataFile one) {
    // rows of a file mostly follow each other
    if (one != last) {
      file.update(0, UTF8String.fromString(shape.store().location() + "/" + one.name()));
      last = one;
    }
  }

  /**
   * The row at an offset in {@code base}, or at a native address if {@code base} is null.
   *
   * @throws CorruptFileException if its length is impossible for a row
   */
  InternalRow row(Object base, long offset, int length) {
    shape.require(length);
    stored.pointTo(base, offset, length);
    if (projection == null) {
      return stored;
    }
    return projection.apply(readsFile ? withFile : stored);
  }
}
