/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.StoreHistory;
import io.indexkv.hadoop.Storages;
import io.indexkv.spark.catalog.IndexKvTable;
import io.indexkv.spark.catalog.StoreLocation;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * The store that a call is about.
 *
 * @param name the table's whole name, quoted for SQL
 * @param location where the store is
 */
record TargetStore(SparkSession spark, String name, StoreLocation location) {

  /**
   * The store of a table.
   *
   * @throws NoSuchTableException if there is no such table
   * @throws IllegalArgumentException if the table is no store
   */
  static TargetStore of(TableName name, SparkSession spark, TableCatalog catalog)
      throws NoSuchTableException {
    Table table = catalog.loadTable(name.ident());
    if (table instanceof IndexKvTable store) {
      return new TargetStore(spark, name.quoted(), store.location());
    }
    throw new IllegalArgumentException(
        "parameter 'table' names %s, which is no store of IndexKV".formatted(name.quoted()));
  }

  StoreHistory history() throws IOException {
    return location.history();
  }

  Storage storage() throws IOException {
    return Storages.open(location.uri(), location.conf().value());
  }

  /** Tells Spark that the content of the table is another one, so that it caches the table anew. */
  void changed() {
    spark.catalog().refreshTable(name);
  }
}
