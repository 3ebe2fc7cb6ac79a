/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.StructType;

/** One scan of a metadata table. It reads the store once, when Spark plans the query. */
final class MetadataScan implements LocalScan {
  private final MetadataTable table;
  private List<InternalRow> rows;

  MetadataScan(MetadataTable table) {
    this.table = table;
  }

  @Override
  @SuppressWarnings("deprecation") // Spark's name for the columns of a table
  public StructType readSchema() {
    return table.schema();
  }

  @Override
  public String description() {
    return table.name();
  }

  @Override
  public synchronized InternalRow[] rows() {
    if (rows == null) {
      rows = table.rows();
    }
    return rows.toArray(InternalRow[]::new);
  }
}
