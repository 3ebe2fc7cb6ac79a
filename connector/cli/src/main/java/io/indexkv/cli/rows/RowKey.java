/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.rows;

import io.indexkv.key.Decimals;
import io.indexkv.key.KeyType;
import io.indexkv.key.KeyWriter;
import io.indexkv.key.Utf8;
import java.math.BigInteger;
import java.util.List;

/** Takes the key out of rows. Not thread-safe. */
public final class RowKey {
  private final KeyType[] types;
  private final int[] columns;
  private final KeyWriter writer;

  /**
   * A key.
   *
   * @param columns the columns of the rows that are its columns, in its order
   * @param types the type of each
   */
  public RowKey(int[] columns, List<KeyType> types) {
    this.types = types.toArray(KeyType[]::new);
    this.columns = columns;
    writer = new KeyWriter(KeyType.composite(types));
  }

  public KeyType type() {
    return writer.type();
  }

  /** The column of the key that is null in a row; -1 if none is. */
  public int nullColumn(RowBuffer row) {
    for (int i = 0; i < columns.length; i++) {
      if (row.isNull(columns[i])) {
        return i;
      }
    }
    return -1;
  }

  /**
   * Encodes the key of a row, which has no null in it.
   *
   * @return the writer that has the key, until the next call
   * @throws IllegalArgumentException if a string is not UTF-8, or the key is too long
   */
  public KeyWriter encode(RowBuffer row) {
    writer.reset();
    for (int i = 0; i < columns.length; i++) {
      add(types[i], row, row.slot(columns[i]));
    }
    return writer;
  }

  private void add(KeyType type, RowBuffer row, long slot) {
    if (type == KeyType.STRING || type == KeyType.BINARY) {
      if (type == KeyType.STRING) {
        requireUtf8(row.bytes(), (int) (slot >>> 32), (int) slot);
      }
      writer.bytes(row.bytes(), (int) (slot >>> 32), (int) slot);
    } else if (type.precision() > Decimals.MAX_LONG_PRECISION) {
      writer.decimal(new BigInteger(row.bytes(), (int) (slot >>> 32), (int) slot));
    } else {
      writer.number(number(type, slot));
    }
  }

  /** The number in a slot, whose unused bytes are 0. */
  private static long number(KeyType type, long slot) {
    if (type == KeyType.INT8) {
      return (byte) slot;
    }
    if (type == KeyType.INT16) {
      return (short) slot;
    }
    return type == KeyType.INT32 || type == KeyType.DATE ? (int) slot : slot;
  }

  private static void requireUtf8(byte[] bytes, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] < 0) {
        Utf8.decode(bytes, offset, length);
        return;
      }
    }
  }
}
