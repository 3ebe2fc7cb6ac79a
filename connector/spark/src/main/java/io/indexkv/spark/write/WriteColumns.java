/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** Which columns a write may bring to a store that is there. */
public enum WriteColumns {
  /** Any: an overwrite gives the store the columns of the query. A DataFrame is saved so. */
  ANY,
  /**
   * The store's own: Spark puts the columns of the query in their order, casts them by its rules of
   * store assignment, and refuses what does not fit. SQL writes so.
   */
  STORED
}
