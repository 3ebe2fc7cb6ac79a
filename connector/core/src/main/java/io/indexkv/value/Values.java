/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import java.util.Objects;

/**
 * Values as Java objects: how a {@code V} becomes bytes, and back. The caller's own encoding is
 * these two methods. Implementations are thread-safe.
 */
public interface Values<V> {
  /**
   * The bytes of VALUE. The array is the store's until the value is written, and not changed by it.
   */
  byte[] encode(V value);

  /**
   * The value of these bytes.
   *
   * @param bytes an array of the value's own that nobody else holds: it may be kept
   * @throws IllegalArgumentException if they are not a value of this kind
   */
  V decode(byte[] bytes);

  /**
   * The name of the encoding in a store's properties: a store opens only with values of the label
   * it was written with. One for all encodings of the caller's own, unless these tell themselves
   * apart.
   */
  default String label() {
    return "own";
  }

  /** The bytes themselves. */
  static Values<byte[]> bytes() {
    return BytesValues.INSTANCE;
  }

  /** Strings that have UTF-8: one with an unpaired surrogate is refused. */
  static Values<String> string() {
    return StringValues.INSTANCE;
  }

  /** 8 bytes, little-endian. */
  static Values<Long> int64() {
    return Int64Values.INSTANCE;
  }

  /** Rows of these columns, in the layout of docs/row-layout.md: what Spark writes. */
  static Values<Row> row(Column... columns) {
    return new RowValues(new RowLayout(columns));
  }

  /** Rows of a layout that the caller also builds rows with. */
  static Values<Row> row(RowLayout layout) {
    Objects.requireNonNull(layout, "layout");
    return new RowValues(layout);
  }
}
