/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** Which columns a write may bring to an existing store. */
public enum WriteColumns {
  /**
   * Any columns: an overwrite gives the store the columns of the query. DataFrames are saved this
   * way.
   */
  ANY,
  /**
   * The store's own columns. Spark puts the query's columns in their order, casts them by its rules
   * of store assignment, and refuses columns that do not fit. SQL writes this way.
   */
  STORED,
  /**
   * As {@link #STORED}, of a table whose columns Spark's own catalog keeps, too. So no statement
   * adds a column.
   */
  FIXED
}
