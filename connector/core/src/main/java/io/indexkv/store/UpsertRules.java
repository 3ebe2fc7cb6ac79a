/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.storage.Storage;
import java.util.List;
import java.util.Map;

/** Checks whether an upsert may put a layer on top of a version. */
final class UpsertRules {
  /** Names of properties that describe how entries are encoded begin with this. */
  private static final String VALUE = "value.";

  private UpsertRules() {}

  static void check(
      Storage storage,
      Manifest base,
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      Map<String, String> properties,
      int maxLayers) {
    if (base.repeatsKeys() && !(base.layers().isEmpty() && RepeatedKeys.in(properties))) {
      throw new IllegalArgumentException(
          RepeatedKeys.refusal(base.version(), storage.location(), "an upsert"));
    }
    same(storage, base, "key columns", base.keyColumns(), keyColumns);
    same(storage, base, "key types", base.keyTypes(), keyTypes);
    sameSchema(storage, base, schema);
    properties.forEach(
        (name, value) -> {
          if (name.startsWith(VALUE)
              || name.equals(Interval.PROPERTY)
              || name.equals(RepeatedKeys.PROPERTY)) {
            same(storage, base, name, base.properties().get(name), value);
          }
        });
    LayerLimit.require(
        base,
        storage.location(),
        maxLayers,
        "an upsert",
        "Compact the store by StoreHistory.compact and write again, or allow more layers");
  }

  private static void sameSchema(Storage storage, Manifest base, String schema) {
    if (!base.schema().equals(schema)) {
      throw new IllegalArgumentException(
          ("version %d of the store %s has the schema %s, the upsert has %s: it has other columns, or"
                  + " the schema was changed meanwhile. Nothing was published. Write again with the"
                  + " columns of the newest version, or overwrite the store to change more than"
                  + " entries")
              .formatted(
                  base.version(),
                  storage.location(),
                  Excerpt.of(base.schema()),
                  Excerpt.of(schema)));
    }
  }

  private static void same(
      Storage storage, Manifest base, String what, Object found, Object written) {
    if (!written.equals(found)) {
      throw new IllegalArgumentException(
          ("version %d of the store %s has %s %s, the upsert has %s: an upsert changes entries only;"
                  + " overwrite the store to change more")
              .formatted(
                  base.version(),
                  storage.location(),
                  what,
                  Excerpt.of(found),
                  Excerpt.of(written)));
    }
  }
}
