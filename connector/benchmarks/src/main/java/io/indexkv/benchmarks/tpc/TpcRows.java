/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.tpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Row;

/**
 * Compares the rows of two runs of a query, in any order. Doubles may differ in their last digits,
 * because Spark adds them up in no fixed order.
 */
final class TpcRows {
  private static final double TOLERANCE = 1e-9;
  private static final int SHOWN = 5;

  private TpcRows() {}

  /** The differences of the rows, or null if they are equal. */
  static String difference(List<Row> expected, List<Row> found) {
    if (expected.size() != found.size()) {
      return "expected %d rows, found %d".formatted(expected.size(), found.size());
    }
    List<Row> left = sorted(expected);
    List<Row> right = sorted(found);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < left.size() && differences.size() < SHOWN; i++) {
      if (!equal(left.get(i), right.get(i))) {
        differences.add("expected %s, found %s".formatted(left.get(i), right.get(i)));
      }
    }
    return differences.isEmpty() ? null : String.join("; ", differences);
  }

  private static List<Row> sorted(List<Row> rows) {
    return rows.stream().sorted(Comparator.comparing(TpcRows::withRoundedDoubles)).toList();
  }

  private static String withRoundedDoubles(Row row) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < row.length(); i++) {
      Object value = row.get(i);
      text.append(value instanceof Double d ? "%.6g".formatted(d) : String.valueOf(value))
          .append('|');
    }
    return text.toString();
  }

  private static boolean equal(Row left, Row right) {
    if (left.length() != right.length()) {
      return false;
    }
    for (int i = 0; i < left.length(); i++) {
      Object a = left.get(i);
      Object b = right.get(i);
      boolean same =
          a instanceof Double x && b instanceof Double y
              ? x.equals(y) || Math.abs(x - y) <= TOLERANCE * Math.max(Math.abs(x), Math.abs(y))
              : java.util.Objects.equals(a, b);
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
