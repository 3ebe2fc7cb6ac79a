/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.util.List;
import java.util.Map;

/** A Spark table that is a store. Its scans are {@link StoreBacked}. */
public interface StoreTable {
  /** Where the store is, as a URI: the same for all tables of one store, whatever their names. */
  String place();

  /**
   * Names of the key columns in key order; empty if there is no store yet. No two rows are equal in
   * all of them. If keys repeat, the last one is no column of the table.
   */
  List<String> keyColumns();

  /** Names of those key columns that are columns of the table, in key order. */
  List<String> declaredKey();

  /** Whether several rows may be equal in all of {@link #declaredKey}. */
  boolean repeatsKeys();

  /**
   * The key columns of type CHAR(n), each with its n. All their values in the store have exactly n
   * characters.
   */
  Map<String, Integer> charKeys();

  /**
   * The same version of the same store, for a MERGE that only inserts. Spark runs such a MERGE as
   * an append. With this table, the append changes no row, and fails where it would.
   */
  StoreTable forInserts();

  /** Whether this table was made by {@link #forInserts()}. */
  boolean insertsOnly();

  /** The same store at its newest version. Fails if the store is gone. */
  StoreTable newest();

  /**
   * Checks that a plan for {@code planned}, a version of the same store, still fits this version.
   *
   * @throws IllegalStateException if a column of {@code planned} is missing here or has another
   *     type
   */
  void requireColumnsOf(StoreTable planned);
}
