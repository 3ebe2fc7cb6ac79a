/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.List;
import org.apache.spark.sql.Row;

/** Compares each variant's result of one query of one case with the first variant's. */
final class SameResults {
  private final JoinQuery query;
  private JoinVariant firstVariant;
  private List<Row> first;

  SameResults(JoinQuery query) {
    this.query = query;
  }

  /** Throws if the rows differ from the first ones. Ignores the bare scan, which has no join. */
  void add(JoinVariant variant, List<Row> rows) {
    if (variant == JoinVariant.SCAN) {
      return;
    }
    if (first == null) {
      firstVariant = variant;
      first = rows;
    } else if (!rows.equals(first)) {
      throw new IllegalStateException(
          "%s: %s gives %s, but %s gives %s".formatted(query, variant, rows, firstVariant, first));
    }
  }
}
