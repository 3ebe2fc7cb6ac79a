/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.util.List;

/**
 * The type of a column, of an array's elements, or of one side of a map, as far as its bytes are
 * concerned.
 */
public sealed interface RowType {
  /**
   * Maximum depth of a schema. Deeper schemas fail, so that no check of a row overflows the stack.
   */
  int MAX_DEPTH = 64;

  /** Number of bytes that a value uses of its slot in a row, or takes in an array. */
  default int width() {
    return Long.BYTES;
  }

  /**
   * Short values of any content.
   *
   * @param width their length in bytes: 1, 2, 4 or 8
   */
  record Fixed(int width) implements RowType {}

  /** True or false, in one byte. */
  record Bool() implements RowType {
    @Override
    public int width() {
      return 1;
    }
  }

  /** A decimal of 1 to 18 digits: its unscaled number, in 8 bytes. */
  record Decimal(int precision) implements RowType {}

  /** Any bytes, in a piece. */
  record Bytes() implements RowType {}

  /** A decimal of 19 to 38 digits, in a piece. */
  record WideDecimal(int precision) implements RowType {}

  /** A row in a piece. */
  record Struct(List<Field> fields) implements RowType {
    public Struct {
      fields = List.copyOf(fields);
    }
  }

  /** An array in a piece. */
  record Array(RowType element) implements RowType {}

  /** A map in a piece. */
  record MapOf(RowType key, RowType value) implements RowType {}

  /** A column of a row. */
  record Field(String name, RowType type) {}
}
