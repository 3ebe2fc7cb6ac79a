/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.row;

import java.util.Objects;

/**
 * A column of a schema, as far as a conversion between schemas needs it.
 *
 * @param id identifies the column in all schemas of a store, whatever its name and position
 * @param type name of its type; equal names mean equal values. The names of numbers are those of
 *     Spark's JSON, and a decimal's has the form {@code decimal(p,s)}
 * @param layout where the bytes of its values are
 * @param initial the value in rows of schemas without the column: a row that has this column only;
 *     null for null. Nobody may change the array
 */
public record RowColumn(int id, String name, String type, RowType layout, byte[] initial) {
  /** Null bits and the slot of a row of one column. */
  static final int INITIAL_SLOT = 8;

  /**
   * Checks that the initial value is a value of the layout.
   *
   * @throws IllegalArgumentException if it is not; the message names the column
   */
  public RowColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(layout, "layout");
    if (id < 0) {
      throw new IllegalArgumentException("column " + name + " has the negative id " + id);
    }
    if (initial != null) {
      InitialValue.check(name, layout, initial);
    }
  }

  /** Whether values of both columns are the same bytes with the same meaning. */
  boolean isLike(RowColumn other) {
    return type.equals(other.type) && layout.equals(other.layout);
  }
}
