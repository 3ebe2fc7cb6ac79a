/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.columns;

import io.indexkv.error.CorruptFileException;
import io.indexkv.spark.snapshot.PinnedStore;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** Where a stored row has its slots, and how long it is at least. */
public record RowShape(PinnedStore store, int fields, int nullBytes) {
  public static RowShape of(PinnedStore store) {
    int fields = store.schema().length();
    return new RowShape(store, fields, UnsafeRow.calculateBitSetWidthInBytes(fields));
  }

  /** Offset of a column's slot in a row. */
  int slot(int ordinal) {
    return nullBytes + ordinal * Long.BYTES;
  }

  /**
   * Checks the length of a row.
   *
   * @throws CorruptFileException if it is impossible
   */
  public void require(int length) {
    int shortest = slot(fields);
    if (length < shortest || length % Long.BYTES != 0) {
      throw new CorruptFileException(
          ("store %s, version %d: a value of %d bytes is not a row of its %d columns, which takes at"
                  + " least %d bytes and a multiple of 8")
              .formatted(store.location(), store.version(), length, fields, shortest));
    }
  }
}
