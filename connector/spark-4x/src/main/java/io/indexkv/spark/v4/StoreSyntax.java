/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.catalog.StoreCatalog;
import io.indexkv.spark.conf.StoreOption;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.catalog.CatalogExtension;
import org.apache.spark.sql.connector.catalog.CatalogPlugin;
import org.apache.spark.sql.connector.catalog.constraints.PrimaryKey;
import scala.Option;

/** How statements name stores and their keys. */
final class StoreSyntax {
  static final String PROVIDER = "indexkv";

  /** The names of the key among the properties of CREATE TABLE. */
  static final List<String> KEYS = List.of(StoreOption.KEY, "primary-key");

  private StoreSyntax() {}

  /** Whether a statement, or a table, names the provider of stores. */
  static boolean isStore(Option<String> provider) {
    return provider.isDefined() && provider.get().equalsIgnoreCase(PROVIDER);
  }

  /** Whether all tables of a catalog are stores. An extension has tables of others, too. */
  static boolean hasOnlyStores(CatalogPlugin catalog) {
    return catalog instanceof StoreCatalog && !(catalog instanceof CatalogExtension);
  }

  static List<String> columns(PrimaryKey key) {
    return Arrays.stream(key.columns()).map(column -> column.fieldNames()[0]).toList();
  }
}
