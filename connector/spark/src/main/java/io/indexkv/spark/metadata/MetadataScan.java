/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.read.LocalScan;
import org.apache.spark.sql.types.StructType;

/** One scan of a metadata table. It reads the store once, when Spark plans the query. */
final class MetadataScan implements LocalScan {
  private final String name;
  private final StructType columns;
  private final Supplier<List<InternalRow>> reader;
  private List<InternalRow> rows;

  /**
   * Scans a metadata table.
   *
   * @param name name of the table, for plans
   * @param reader reads the rows from the store
   */
  MetadataScan(String name, StructType columns, Supplier<List<InternalRow>> reader) {
    this.name = name;
    this.columns = columns;
    this.reader = reader;
  }

  @Override
  public StructType readSchema() {
    return columns;
  }

  @Override
  public String description() {
    return name;
  }

  @Override
  public synchronized InternalRow[] rows() {
    if (rows == null) {
      rows = reader.get();
    }
    return rows.toArray(InternalRow[]::new);
  }
}
