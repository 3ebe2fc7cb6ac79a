/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import java.util.Objects;

/**
 * Values as Java objects: turns a {@code V} into bytes, and back. To use an encoding of your own,
 * implement {@link #encode} and {@link #decode}, and give it a {@link #label}. Implementations must
 * be thread-safe.
 */
public interface Values<V> {
  /**
   * Encodes {@code value}. The store holds the array until it has written the value, and does not
   * change it.
   */
  byte[] encode(V value);

  /**
   * Decodes a value.
   *
   * @param bytes a new array that nobody else holds: the value may keep it
   * @throws IllegalArgumentException if the bytes are not a value of this kind
   */
  V decode(byte[] bytes);

  /**
   * The name of the encoding, which a store records. A store opens only with values of the label
   * that it was written with.
   *
   * <p>The default is the same for all encodings of callers, so two that keep it can open each
   * other's stores. Give every encoding a label of its own.
   */
  default String label() {
    return "own";
  }

  /** Byte arrays, stored as they are. */
  static Values<byte[]> bytes() {
    return BytesValues.INSTANCE;
  }

  /** Strings, encoded as UTF-8. A string with an unpaired surrogate has no UTF-8 form and fails. */
  static Values<String> string() {
    return StringValues.INSTANCE;
  }

  /** Longs, as 8 bytes in little-endian order. */
  static Values<Long> int64() {
    return Int64Values.INSTANCE;
  }

  /** Rows of these columns, in the layout of docs/row-layout.md, which Spark writes, too. */
  static Values<Row> row(Column... columns) {
    return new RowValues(new RowLayout(columns));
  }

  /** Rows of a layout, which the caller can also use to make rows. */
  static Values<Row> row(RowLayout layout) {
    Objects.requireNonNull(layout, "layout");
    return new RowValues(layout);
  }
}
