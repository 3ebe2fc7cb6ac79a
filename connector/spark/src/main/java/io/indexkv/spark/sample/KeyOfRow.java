/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.sample;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.EncodedKey;
import io.indexkv.spark.codec.KeyTypes;
import io.indexkv.spark.codec.KeyValues;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** Encodes the key that some expressions compute from a row. Reuses its buffers. */
final class KeyOfRow {
  private final Expression[] columns;

  /** The ordinals of columns that a row has as they are; -1 for others. */
  private final int[] ordinals;

  private final KeyValues[] values;
  private final EncodedKey key;

  /** The columns have types that {@link #isKey} accepts. */
  KeyOfRow(List<Expression> columns) {
    this.columns = columns.toArray(Expression[]::new);
    ordinals =
        columns.stream().mapToInt(e -> e instanceof BoundReference b ? b.ordinal() : -1).toArray();
    values = columns.stream().map(e -> KeyValues.of(e.dataType())).toArray(KeyValues[]::new);
    key = new EncodedKey(type(columns));
  }

  private static KeyType type(List<Expression> columns) {
    return KeyType.composite(
        columns.stream().map(e -> KeyTypes.of(e.dataType()).orElseThrow()).toList());
  }

  /** True if a key can have columns of these types. */
  static boolean isKey(List<Expression> columns) {
    return columns.size() <= KeyType.MAX_COLUMNS
        && columns.stream().allMatch(e -> KeyTypes.of(e.dataType()).isPresent());
  }

  /**
   * Encodes the key of a row. False if it has none that a store can have: the writer refuses it.
   */
  boolean read(InternalRow row) {
    key.reset();
    try {
      for (int i = 0; i < columns.length; i++) {
        if (!put(row, i)) {
          return false;
        }
      }
    } catch (IllegalArgumentException tooLong) {
      return false;
    }
    return true;
  }

  private boolean put(InternalRow row, int column) {
    int ordinal = ordinals[column];
    if (ordinal >= 0) {
      if (row.isNullAt(ordinal)) {
        return false;
      }
      values[column].put(row, ordinal, key);
      return true;
    }
    Object value = columns[column].eval(row);
    if (value == null) {
      return false;
    }
    values[column].put(value, key);
    return true;
  }

  /** The key, from 0 to {@link #length()}; valid until the next call. */
  byte[] bytes() {
    return key.bytes();
  }

  int length() {
    return key.length();
  }
}
