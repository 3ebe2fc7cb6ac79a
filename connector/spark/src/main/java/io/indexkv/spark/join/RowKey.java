/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Takes the key out of a probe row: a column of it, or an expression. */
final class RowKey {
  /** Bytes of an integer, 0 for a string. */
  private final int width;

  /** Evaluates the key, or null if it is a column. */
  private final UnsafeProjection projection;

  private final int ordinal;

  /**
   * @param bound over the probe row
   */
  RowKey(Expression bound) {
    width = Expressions.integerWidth(bound.dataType());
    if (bound instanceof BoundReference column) {
      projection = null;
      ordinal = column.ordinal();
    } else {
      projection = UnsafeProjection$.MODULE$.create(Seqs.<Expression>of(List.of(bound)));
      ordinal = 0;
    }
  }

  /** Adds the key of ROW to PROBE as number NUMBER. */
  void add(UnsafeRow row, int number, Probe probe) {
    UnsafeRow source = projection == null ? row : projection.apply(row);
    if (source.isNullAt(ordinal)) {
      probe.addAbsent(number);
      return;
    }
    switch (width) {
      case 1 -> probe.add(number, source.getByte(ordinal));
      case 2 -> probe.add(number, source.getShort(ordinal));
      case 4 -> probe.add(number, source.getInt(ordinal));
      case 8 -> probe.add(number, source.getLong(ordinal));
      default -> probe.add(number, source.getUTF8String(ordinal));
    }
  }
}
