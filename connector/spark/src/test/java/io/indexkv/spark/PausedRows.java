/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows that run an action once when the first of them is read: after a query was analyzed. */
final class PausedRows {
  private static final AtomicReference<Runnable> NEXT = new AtomicReference<>();

  private PausedRows() {}

  static void pause(Runnable action) {
    NEXT.set(action);
  }

  static Dataset<Row> of(Dataset<Row> rows) {
    FilterFunction<Row> pausing =
        row -> {
          Runnable action = NEXT.getAndSet(null);
          if (action != null) {
            // as another session would: a task has no catalogs
            CompletableFuture.runAsync(action).join();
          }
          return true;
        };
    return rows.filter(pausing);
  }
}
