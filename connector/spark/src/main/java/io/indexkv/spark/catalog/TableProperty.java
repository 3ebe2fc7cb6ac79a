/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/** Which properties of a table {@code ALTER TABLE} may change. */
final class TableProperty {
  /** The properties that name the key when a table is made. */
  private static final List<String> KEY = List.of("key", "primary-key");

  private static final Set<String> FIXED =
      Set.of(
          TableCatalog.PROP_PROVIDER,
          TableCatalog.PROP_LOCATION,
          TableCatalog.PROP_OWNER,
          TableCatalog.PROP_EXTERNAL,
          TableCatalog.PROP_IS_MANAGED_LOCATION);

  private TableProperty() {}

  static void requireChangeable(String name) {
    if (KEY.contains(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "property '%s' cannot change: the key of a store stays. Write a new store with another key"
              .formatted(name));
    }
    if (FIXED.contains(name)) {
      throw new IllegalArgumentException(
          "property '%s' belongs to Spark, and cannot be changed for a store".formatted(name));
    }
  }
}
