/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.util.List;
import java.util.Map;

/**
 * Another description of the content of a version.
 *
 * @param schema its columns are those of the version by their ids ({@link
 *     io.indexkv.store.manifest.SchemaIds}); a type may only grow
 * @param keyColumns the names of the same key columns in the schema
 * @param properties all properties
 */
public record Alteration(String schema, List<String> keyColumns, Map<String, String> properties) {
  public Alteration {
    keyColumns = List.copyOf(keyColumns);
    properties = Map.copyOf(properties);
  }
}
