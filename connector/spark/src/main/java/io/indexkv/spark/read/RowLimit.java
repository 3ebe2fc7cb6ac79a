/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.StoreKey;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;

/**
 * How many rows a scan gives at most.
 *
 * @param label which of the rows, for plans
 * @param backward whether they are the last in key order; otherwise they are the first
 */
record RowLimit(String label, int rows, boolean backward) {
  /** Up to so many rows, one task reads them faster than many tasks could. */
  private static final int MAX = 100_000;

  /** Any rows; empty if they are too many for one task. */
  static Optional<RowLimit> any(int rows) {
    return rows > 0 && rows <= MAX
        ? Optional.of(new RowLimit("limit", rows, false))
        : Optional.empty();
  }

  /**
   * The first rows of an order. Empty if they are too many for one task, or if the order is neither
   * the key's nor its reverse.
   */
  static Optional<RowLimit> first(SortOrder[] orders, int rows, StoreKey key) {
    if (orders.length == 0 || rows <= 0 || rows > MAX) {
      return Optional.empty();
    }
    boolean backward = orders[0].direction() == SortDirection.DESCENDING;
    // what follows the whole key decides nothing, because keys are unique
    for (int i = 0; i < Math.min(orders.length, key.columns().size()); i++) {
      if (!KeyAggregates.is(orders[i].expression(), key.columns().get(i))
          || backward != (orders[i].direction() == SortDirection.DESCENDING)) {
        return Optional.empty();
      }
    }
    return Optional.of(new RowLimit(backward ? "last" : "first", rows, backward));
  }

  /** The limit, for plans. */
  String text() {
    return " " + label + "=" + rows;
  }
}
