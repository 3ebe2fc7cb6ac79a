/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.key.KeyType;
import io.indexkv.key.Keys;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.value.RowSchema;
import io.indexkv.value.RowValues;
import io.indexkv.value.Values;
import java.util.List;

/** Compares the types that a store was written with to those that a caller opens it with. */
final class StoredTypes {
  private StoredTypes() {}

  static List<String> keyLabels(Keys<?> keys) {
    return keys.type().columns().stream().map(KeyType::label).toList();
  }

  /**
   * Checks that {@code keys} and {@code values} have the types that the version was written with.
   *
   * @param name name of the version, for messages
   * @throws IllegalArgumentException if they have other types
   */
  static void check(Manifest manifest, String name, Keys<?> keys, Values<?> values) {
    if (!manifest.keyTypes().equals(keyLabels(keys))) {
      throw new IllegalArgumentException(
          "%s has keys of %s, opened with %s; open it with the keys it was written with%s"
              .formatted(
                  name,
                  Excerpt.of(manifest.keyTypes()),
                  keyLabels(keys),
                  manifest.repeatsKeys()
                      ? ". The last number tells rows of equal keys apart: find them by scanPrefix"
                      : ""));
    }
    String label = manifest.properties().get(StoreProperties.VALUE_ENCODING);
    if (!values.label().equals(label)) {
      throw new IllegalArgumentException(
          "%s has values '%s', opened with '%s'; open it with the values it was written with"
              .formatted(name, Excerpt.of(label), values.label()));
    }
    if (values instanceof RowValues rows) {
      RowSchema.check(rows.layout(), manifest.schema(), name);
    }
  }
}
