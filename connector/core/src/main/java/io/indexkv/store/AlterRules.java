/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.store.manifest.LayerRows;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.storage.Storage;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Checks whether a version may be described in another way without its files changing. */
final class AlterRules {
  private AlterRules() {}

  static void check(Storage storage, Manifest base, Alteration alteration) {
    try {
      check(base, alteration.schema(), alteration.keyColumns(), alteration.properties());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "version %d of the store %s cannot be altered: %s"
              .formatted(base.version(), storage.location(), e.getMessage()),
          e);
    }
  }

  private static void check(
      Manifest base, String schema, List<String> keyColumns, Map<String, String> properties) {
    String encoding = base.properties().get(StoreProperties.VALUE_ENCODING);
    String newEncoding = properties.get(StoreProperties.VALUE_ENCODING);
    if (!Objects.equals(encoding, newEncoding)) {
      throw new IllegalArgumentException(
          "its values are encoded as %s, and cannot become %s"
              .formatted(Excerpt.of(encoding), Excerpt.of(newEncoding)));
    }
    if (RepeatedKeys.in(properties) != base.repeatsKeys()) {
      throw new IllegalArgumentException(
          "whether it keeps rows of equal keys cannot change: overwrite the store");
    }
    if (keyColumns.size() != base.keyColumns().size()) {
      throw new IllegalArgumentException(
          "its key columns are %s, and cannot become %s"
              .formatted(Excerpt.of(base.keyColumns()), Excerpt.of(keyColumns)));
    }
    if (base.hasRows()) {
      SchemaRows.check(schema, keyColumns);
      LayerRows.requireKey(base, schema, keyColumns);
    } else if (!schema.equals(base.schema()) || !keyColumns.equals(base.keyColumns())) {
      throw new IllegalArgumentException(
          "its values are encoded as %s, and only those of rows have columns to change"
              .formatted(Excerpt.of(encoding)));
    }
  }
}
