/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.codec.KeySink;
import io.indexkv.spark.codec.KeyValues;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.probe.Probe;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection$;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Reads the key from a probe row: columns of the row, or expressions. */
final class RowKey {
  private final KeyValues[] values;
  private final int[] ordinals;

  /** Evaluates the key; null if the key consists of columns. */
  private final UnsafeProjection projection;

  /**
   * @param bound the key's expressions over the probe row, one for each key column
   */
  RowKey(List<Expression> bound) {
    values = bound.stream().map(e -> KeyValues.of(e.dataType())).toArray(KeyValues[]::new);
    boolean columns = bound.stream().allMatch(BoundReference.class::isInstance);
    projection = columns ? null : UnsafeProjection$.MODULE$.create(Seqs.<Expression>of(bound));
    ordinals = new int[values.length];
    for (int i = 0; i < ordinals.length; i++) {
      ordinals[i] = columns ? ((BoundReference) bound.get(i)).ordinal() : i;
    }
  }

  /** Adds the key of {@code row} to {@code probe} under {@code number}. */
  void add(UnsafeRow row, int number, Probe probe) {
    if (put(row, probe)) {
      probe.add(number);
    } else {
      probe.addAbsent(number);
    }
  }

  /** Passes the key of {@code row} to {@code sink}; false if a part of the key is null. */
  boolean put(UnsafeRow row, KeySink sink) {
    UnsafeRow source = projection == null ? row : projection.apply(row);
    for (int ordinal : ordinals) {
      if (source.isNullAt(ordinal)) {
        return false;
      }
    }
    for (int i = 0; i < values.length; i++) {
      values[i].put(source, ordinals[i], sink);
    }
    return true;
  }
}
