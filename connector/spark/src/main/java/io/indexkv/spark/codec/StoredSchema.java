/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaRows;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The schema in a manifest. Another writer may have written it, or it may be damaged. */
public final class StoredSchema {
  private StoredSchema() {}

  /**
   * The schema of a version's rows, as Spark sees it: without the ids of columns.
   *
   * @throws IllegalArgumentException naming the store, if the text is not a schema, or has types
   *     that rows cannot have
   */
  public static StructType of(String location, Manifest manifest) {
    try {
      // check before Spark parses it: for a user-defined type, Spark would load the class that it
      // names
      SchemaRows.check(manifest.schema());
      StructType schema = (StructType) DataType.fromJson(manifest.schema());
      StoredRowLayout.check(schema);
      return ColumnIds.without(schema);
    } catch (Exception e) { // Spark's parser throws undeclared exceptions
      throw new IllegalArgumentException(
          ("store %s, version %d: Spark cannot read rows with its schema: %s. Read a version that"
                  + " Spark has written, or write the store again")
              .formatted(location, manifest.version(), e.getMessage()),
          e);
    }
  }
}
