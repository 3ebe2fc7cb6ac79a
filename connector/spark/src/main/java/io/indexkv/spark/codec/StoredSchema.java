/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.SchemaRows;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/** The schema in a manifest, which may be another writer's, or damaged. */
public final class StoredSchema {
  private StoredSchema() {}

  /**
   * The schema of a version's rows.
   *
   * @throws IllegalArgumentException naming the store, if it is no schema, or has types that no row
   *     has
   */
  public static StructType of(String location, Manifest manifest) {
    try {
      // before Spark parses it: a user-defined type would make it load the class that it names
      SchemaRows.check(manifest.schema());
      StructType schema = (StructType) DataType.fromJson(manifest.schema());
      StoredRowLayout.check(schema);
      return schema;
    } catch (Exception e) { // Spark's parser throws what it does not declare
      throw new IllegalArgumentException(
          ("store %s, version %d: its schema is none that Spark can read rows of: %s. Read a version"
                  + " that Spark has written, or write the store anew")
              .formatted(location, manifest.version(), e.getMessage()),
          e);
    }
  }
}
