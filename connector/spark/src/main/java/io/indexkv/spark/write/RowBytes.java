/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.format.ValueCheck.Problem;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.store.manifest.SchemaRows;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.Platform;
import scala.runtime.AbstractFunction1;

/**
 * Copies rows into a buffer in row layout v1. Refuses decimals with more digits than their column
 * has, which Spark hands on unseen from files that hold them. Refuses null in a column that is NOT
 * NULL, for which Spark does not look in a stream and in a save to a path. Reuses its buffer; not
 * thread-safe.
 */
final class RowBytes {
  private final StructType schema;
  private final int[] notNull;

  /** For each column what is NOT NULL inside of it, or null; empty if no column has such. */
  private final NotNullInside[] inside;

  private UnsafeProjection projection;
  private byte[] bytes = new byte[256];
  private ByteBuffer checked = ByteBuffer.wrap(bytes);

  /** Null if no column has a decimal: Spark's own rows then pass every check. */
  private final ValueCheck check;

  private int length;

  RowBytes(StructType schema) {
    this.schema = schema;
    notNull =
        IntStream.range(0, schema.length()).filter(i -> !schema.fields()[i].nullable()).toArray();
    NotNullInside[] fields =
        Arrays.stream(schema.fields())
            .map(field -> NotNullInside.of(field.dataType()))
            .toArray(NotNullInside[]::new);
    inside = Arrays.stream(fields).allMatch(Objects::isNull) ? new NotNullInside[0] : fields;
    check = hasDecimal(schema) ? SchemaRows.check(schema.json()) : null;
  }

  private static boolean hasDecimal(DataType type) {
    return type.existsRecursively(
        new AbstractFunction1<>() {
          @Override
          public Object apply(DataType inner) {
            return inner instanceof DecimalType;
          }
        });
  }

  void copy(InternalRow row) {
    for (int ordinal : notNull) {
      if (row.isNullAt(ordinal)) {
        throw new IllegalArgumentException(
            ("column %s is NOT NULL, but a row to write has null there: filter such rows out, give"
                    + " them a value, or ALTER the column to DROP NOT NULL. Nothing was published.")
                .formatted(ColumnNames.shown(schema.fields()[ordinal].name())));
      }
    }
    for (int ordinal = 0; ordinal < inside.length; ordinal++) {
      if (inside[ordinal] != null && !row.isNullAt(ordinal)) {
        requireInside(ordinal, inside[ordinal].nullPath(row, ordinal));
      }
    }
    UnsafeRow unsafe = unsafe(row);
    length = unsafe.getSizeInBytes();
    if (bytes.length < length) {
      bytes = new byte[Math.max(length, bytes.length * 2)];
      checked = ByteBuffer.wrap(bytes);
    }
    Platform.copyMemory(
        unsafe.getBaseObject(), unsafe.getBaseOffset(), bytes, Platform.BYTE_ARRAY_OFFSET, length);
    if (check != null) {
      require(check.problem(checked, 0, length));
    }
  }

  private void requireInside(int ordinal, String path) {
    if (path != null) {
      throw new IllegalArgumentException(
          ("field %s%s is NOT NULL, but a row to write has null there: filter such rows out, or"
                  + " give them a value. Nothing was published.")
              .formatted(ColumnNames.shown(schema.fields()[ordinal].name()), path));
    }
  }

  private static void require(Problem problem) {
    if (problem != null) {
      throw new IllegalArgumentException(
          ("a row to write has a value that its type does not hold: expected %s, found %s. Cast the"
                  + " column to a type that holds it. Nothing was published.")
              .formatted(problem.expected(), problem.found()));
    }
  }

  private UnsafeRow unsafe(InternalRow row) {
    if (row instanceof UnsafeRow unsafe) {
      return unsafe;
    }
    if (projection == null) {
      projection = UnsafeProjection.create(schema);
    }
    return projection.apply(row);
  }

  /** The row, from 0 to {@link #length()}; valid until the next call. */
  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }
}
