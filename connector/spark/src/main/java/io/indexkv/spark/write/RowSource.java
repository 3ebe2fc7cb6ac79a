/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructField;
import scala.jdk.javaapi.CollectionConverters;

/** Takes what is stored out of the rows of a query. Reuses its row; not thread-safe. */
final class RowSource {
  private final int deletes;

  /** Null if rows are stored as they come. */
  private final UnsafeProjection projection;

  RowSource(StoredRows rows) {
    deletes = rows.deletes();
    projection = rows.source().length == 0 ? null : projection(rows);
  }

  private static UnsafeProjection projection(StoredRows rows) {
    List<Expression> columns = new ArrayList<>();
    StructField[] fields = rows.schema().fields();
    for (int i = 0; i < fields.length; i++) {
      // a key may be null in the query, and is looked at before it is stored
      columns.add(new BoundReference(rows.source()[i], fields[i].dataType(), true));
    }
    return UnsafeProjection.create(CollectionConverters.asScala(columns).toSeq());
  }

  InternalRow stored(InternalRow row) {
    return projection == null ? row : projection.apply(row);
  }

  /** Whether the key of a row of the query is to be deleted. */
  boolean isDelete(InternalRow row) {
    return deletes >= 0 && !row.isNullAt(deletes) && row.getBoolean(deletes);
  }
}
