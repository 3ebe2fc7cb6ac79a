/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.util.List;

/** What a column, an element of an array, or a side of a map holds, as far as its bytes go. */
public sealed interface RowType {
  /** Schemas nested deeper are refused, so that no check of a row runs out of stack. */
  int MAX_DEPTH = 64;

  /** Short values of any content, in so many bytes: 1, 2, 4 or 8. */
  record Fixed(int width) implements RowType {}

  /** True or false, in one byte. */
  record Bool() implements RowType {}

  /** A piece of any content. */
  record Bytes() implements RowType {}

  /** A decimal in a piece, of 19 to 38 digits. */
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
