/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;

/** Puts Java objects into the example rows of Parquet. */
final class ParquetValues {
  private ParquetValues() {}

  /** Adds a value to a column; nothing for null. */
  static void add(Group row, int column, Object value) {
    if (value instanceof Boolean flag) {
      row.add(column, flag);
    } else if (value instanceof Integer number) {
      row.add(column, number);
    } else if (value instanceof Long number) {
      row.add(column, number);
    } else if (value instanceof Float number) {
      row.add(column, number);
    } else if (value instanceof Double number) {
      row.add(column, number);
    } else if (value instanceof String text) {
      row.add(column, text);
    } else if (value != null) {
      row.add(column, (Binary) value);
    }
  }
}
