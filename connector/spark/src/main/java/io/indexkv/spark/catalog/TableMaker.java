/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.compat.Spark4;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import java.util.Optional;

/** Makes the tables of catalogs, which can do more on Spark 4. */
public interface TableMaker {
  /** Makes tables for the running Spark. */
  TableMaker RUNNING =
      Spark4.load(TableMaker.class, "io.indexkv.spark.v4.KeyedTable$Maker")
          .orElse(IndexKvTable::new);

  /**
   * A table that has no name but the place of its store.
   *
   * @param store empty if there is no store yet
   * @param columns what a write may bring
   */
  static IndexKvTable of(
      StoreLocation location, Optional<HadoopPinnedStore> store, WriteColumns columns) {
    return of(location.uri(), location, store, columns);
  }

  /**
   * A table of a catalog.
   *
   * @param name with the catalog and namespace
   * @param store empty if there is no store yet
   * @param columns what a write may bring
   */
  static IndexKvTable of(
      String name,
      StoreLocation location,
      Optional<HadoopPinnedStore> store,
      WriteColumns columns) {
    return RUNNING.make(name, location, store, columns);
  }

  /**
   * Makes a table.
   *
   * @param name with the catalog and namespace, or the place of the store
   * @param store empty if there is no store yet
   * @param columns what a write may bring
   */
  IndexKvTable make(
      String name, StoreLocation location, Optional<HadoopPinnedStore> store, WriteColumns columns);
}
