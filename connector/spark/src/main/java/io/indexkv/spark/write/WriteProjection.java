/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.compat.Seqs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.types.StructField;

/**
 * Turns the rows of a query into the rows to store. Like Spark's writes to its own tables, it pads
 * values of CHAR with spaces and refuses values that are too long for CHAR or VARCHAR. Reuses its
 * row; not thread-safe.
 */
final class WriteProjection {
  private final int deletes;

  /** Null if rows are stored as they are. */
  private final UnsafeProjection projection;

  WriteProjection(WriteSchema rows) {
    deletes = rows.deletes();
    boolean asTheyCome =
        rows.source().length == 0
            && Arrays.stream(rows.schema().fields())
                .allMatch(field -> CharColumns.declared(field).isEmpty());
    projection = asTheyCome ? null : projection(rows);
  }

  private static UnsafeProjection projection(WriteSchema rows) {
    List<Expression> columns = new ArrayList<>();
    StructField[] fields = rows.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      // a key may be null in the query; the writer checks it before storing the row
      int ordinal = rows.source().length == 0 ? i : rows.source()[i];
      Expression value =
          ordinal < 0 ? rows.missing()[i] : new BoundReference(ordinal, fields[i].dataType(), true);
      columns.add(
          CharColumns.declared(fields[i])
              .map(type -> CharVarcharUtils.stringLengthCheck(value, type))
              .orElse(value));
    }
    return UnsafeProjection.create(Seqs.of(columns));
  }

  InternalRow stored(InternalRow row) {
    return projection == null ? row : projection.apply(row);
  }

  /** True if the key of a row of the query is to be deleted. */
  boolean isDelete(InternalRow row) {
    return deletes >= 0 && !row.isNullAt(deletes) && row.getBoolean(deletes);
  }
}
