/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ui;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.util.kvstore.KVStore;
import org.apache.spark.util.kvstore.KVStoreIterator;

/** The reports of an application, in the store of Spark's UI. Thread-safe. */
public final class Reports {
  private final KVStore store;

  Reports(KVStore store) {
    this.store = store;
  }

  void write(QueryReport report) {
    try {
      store.write(report);
    } catch (Exception e) {
      throw new IllegalStateException("Spark's UI cannot keep a report of IndexKV", e);
    }
  }

  void delete(long executionId) {
    try {
      store.delete(QueryReport.class, executionId);
    } catch (Exception e) {
      throw new IllegalStateException("Spark's UI cannot delete a report of IndexKV", e);
    }
  }

  boolean isEmpty() {
    try {
      return store.count(QueryReport.class) == 0;
    } catch (Exception e) {
      throw unread(e);
    }
  }

  /** All reports, the newest query first. */
  List<QueryReport> all() {
    List<QueryReport> reports = new ArrayList<>();
    try (KVStoreIterator<QueryReport> all =
        store.view(QueryReport.class).reverse().closeableIterator()) {
      all.forEachRemaining(reports::add);
    } catch (Exception e) {
      throw unread(e);
    }
    return reports;
  }

  private static IllegalStateException unread(Exception cause) {
    return new IllegalStateException("Spark's UI cannot give the reports of IndexKV", cause);
  }
}
