/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Chooses between the rows of a key by the values of a column. Spark has sorted them, so that the
 * row with the maximum or the minimum comes first. If a second row has the same value, nobody can
 * choose.
 */
final class ChosenRow {
  private final KeyEncoder encoder;
  private final int ordinal;

  /** Value of the row that was chosen; null if the value is null. */
  private byte[] value;

  /**
   * @param column the only column of this key decides
   */
  ChosenRow(StoreKey column) {
    encoder = new KeyEncoder(column);
    ordinal = column.columns().get(0).ordinal();
  }

  /**
   * Takes the next row.
   *
   * @param sameKey whether its key is that of the row before
   * @return true if another row was chosen. False if this row is the first of its key, or has the
   *     value of the first.
   */
  boolean isReplaced(InternalRow row, boolean sameKey) {
    byte[] next = row.isNullAt(ordinal) ? null : encoded(row);
    if (sameKey) {
      return !Arrays.equals(value, next);
    }
    value = next;
    return false;
  }

  private byte[] encoded(InternalRow row) {
    encoder.encode(row);
    return Arrays.copyOf(encoder.bytes(), encoder.length());
  }
}
