/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.value;

import io.indexkv.error.Required;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The columns of a row and where its bytes are, as docs/row-layout.md defines. Immutable and
 * thread-safe. Two layouts are equal if their columns are.
 */
public final class RowLayout {
  private final List<Column> columns;
  private final Map<String, Integer> ordinals = new HashMap<>();
  private final int nullBytes;
  private final boolean variable;

  /**
   * Lays rows of these columns out, in this order.
   *
   * @throws IllegalArgumentException if two columns have the same name
   */
  public RowLayout(Column... columns) {
    Required.elements(columns, "columns");
    this.columns = List.of(columns);
    this.nullBytes = (columns.length + 63) / 64 * 8;
    this.variable = this.columns.stream().anyMatch(Column::isVariable);
    for (Column column : columns) {
      if (ordinals.put(column.name(), ordinals.size()) != null) {
        throw new IllegalArgumentException("two columns are named " + column.name());
      }
    }
  }

  /** The columns in their order. */
  public List<Column> columns() {
    return columns;
  }

  /**
   * The position of a column, from 0.
   *
   * @throws IllegalArgumentException if no column has this name
   */
  public int ordinal(String name) {
    Objects.requireNonNull(name, "name");
    Integer ordinal = ordinals.get(name);
    if (ordinal == null) {
      throw new IllegalArgumentException("no column " + name + " in " + this);
    }
    return ordinal;
  }

  /**
   * Makes a row of these values.
   *
   * @param values one for each column, of the class {@link Column.Type#javaType()}; null for a null
   * @throws IllegalArgumentException if a value does not fit its column; nothing is rounded
   */
  public Row row(Object... values) {
    Objects.requireNonNull(values, "values");
    if (values.length != columns.size()) {
      throw new IllegalArgumentException(
          values.length + " values for the " + columns.size() + " columns " + this);
    }
    RowEncoder encoder = new RowEncoder(columns, nullBytes);
    for (int i = 0; i < values.length; i++) {
      encoder.add(i, values[i]);
    }
    return new Row(this, encoder.finish());
  }

  /**
   * The row in these bytes. The row keeps the array, so the caller must not change it.
   *
   * @throws IllegalArgumentException if the bytes are too few or too many for this layout
   */
  public Row view(byte[] bytes) {
    Objects.requireNonNull(bytes, "bytes");
    boolean fits = variable ? bytes.length >= fixedLength() : bytes.length == fixedLength();
    if (!fits || bytes.length % 8 != 0) {
      throw new IllegalArgumentException(
          "not a row of "
              + this
              + ": expected "
              + fixedLength()
              + " bytes"
              + (variable ? " or more, a multiple of 8" : "")
              + ", found "
              + bytes.length);
    }
    return new Row(this, bytes);
  }

  int slot(int ordinal) {
    return nullBytes + 8 * ordinal;
  }

  int fixedLength() {
    return slot(columns.size());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowLayout that && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return columns.hashCode();
  }

  @Override
  public String toString() {
    return columns.stream().map(Column::toString).collect(Collectors.joining(", ", "(", ")"));
  }
}
