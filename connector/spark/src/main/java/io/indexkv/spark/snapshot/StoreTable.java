/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.util.List;
import java.util.Map;

/** A table of Spark's that is a store: its scans are {@link StoreBacked}. */
public interface StoreTable {
  /** Names of the key columns in key order; empty if there is no store yet. */
  List<String> keyColumns();

  /**
   * The key columns of type CHAR(n) with their n. The store has values of exactly n characters
   * there.
   */
  Map<String, Integer> charKeys();

  /** The same store at its newest version; an error if there is no store any more. */
  StoreTable newest();

  /**
   * Checks that a plan made for a version of the store still fits this one.
   *
   * @throws IllegalStateException if the columns of {@code planned} are not all here, with the same
   *     types
   */
  void requireColumnsOf(StoreTable planned);
}
