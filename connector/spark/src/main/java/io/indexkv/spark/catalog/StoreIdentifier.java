/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import org.apache.spark.sql.connector.catalog.Identifier;

/**
 * The store that a DataFrame reader or writer names by path. The type tells {@link PathCatalog}
 * that a write may follow, so that the table need not exist yet.
 */
public record StoreIdentifier(String path) implements Identifier {
  @Override
  public String[] namespace() {
    return new String[0];
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public String toString() {
    return path;
  }
}
