/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import java.util.List;
import java.util.TreeMap;
import org.apache.spark.sql.catalyst.InternalRow;

/** The properties of a version as rows, by their names. */
final class PropertyRows {
  private PropertyRows() {}

  /** The table's own properties, the key, and what the store keeps for itself. */
  static List<InternalRow> of(Manifest manifest) {
    TreeMap<String, String> all = new TreeMap<>();
    all.put("key", String.join(",", manifest.declaredKey()));
    manifest
        .properties()
        .forEach(
            (name, value) ->
                all.putIfAbsent(
                    name.startsWith(StoreProperties.TABLE)
                        ? name.substring(StoreProperties.TABLE.length())
                        : name,
                    value));
    return all.entrySet().stream()
        .map(p -> LocalRow.of(LocalRow.text(p.getKey()), LocalRow.text(p.getValue())))
        .toList();
  }
}
