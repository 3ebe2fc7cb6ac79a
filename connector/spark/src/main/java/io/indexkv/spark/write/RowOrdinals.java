/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.KeyEncoder;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Numbers the sorted rows of each key in their column for that, so that their keys in the store
 * differ. Not thread-safe.
 */
final class RowOrdinals {
  /** Number of the bytes of an ordinal, which end a key. */
  private static final int WIDTH = Long.BYTES;

  private final int column;
  private byte[] last = new byte[Long.BYTES];
  private int lastLength = -1;
  private long next;
  private long repeated;

  /**
   * @param column the position of the ordinals in a stored row
   */
  RowOrdinals(int column) {
    this.column = column;
  }

  /**
   * Gives a row its number.
   *
   * @param row of the store, with the number 0; it must be one that can change
   * @param key has encoded the row, and does it again if the number is another
   */
  void number(InternalRow row, KeyEncoder key) {
    int length = key.length() - WIDTH;
    if (lastLength >= 0 && Arrays.equals(last, 0, lastLength, key.bytes(), 0, length)) {
      row.setLong(column, next++);
      key.encode(row);
      repeated++;
      return;
    }
    if (last.length < length) {
      last = new byte[Math.max(length, last.length * 2)];
    }
    System.arraycopy(key.bytes(), 0, last, 0, length);
    lastLength = length;
    next = 1;
  }

  /** Number of rows so far whose key the row before has, too. */
  long repeated() {
    return repeated;
  }
}
