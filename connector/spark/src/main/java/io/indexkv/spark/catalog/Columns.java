/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.types.StructType;

/** Columns of a statement as a schema. */
final class Columns {
  private Columns() {}

  /** The schema of columns, with their defaults and comments. */
  static StructType schema(Column[] columns) {
    return CatalogV2Util.v2ColumnsToStructType(columns);
  }
}
