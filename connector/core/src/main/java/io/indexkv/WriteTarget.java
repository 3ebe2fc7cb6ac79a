/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.format.ValueCheck;
import io.indexkv.key.Keys;
import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Author;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.Layer;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.SchemaRows;
import io.indexkv.store.manifest.StoreProperties;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.write.IntervalCheck;
import io.indexkv.value.RowSchema;
import io.indexkv.value.RowValues;
import io.indexkv.value.Values;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The version that a {@link StoreWriter} publishes, and how it describes keys and values.
 *
 * @param base the version that an overwrite replaces
 * @param check checks each value
 * @param maxLayers maximum number of layers after an upsert, 0 for an overwrite
 * @param conflict what an overwrite does if another version than {@code base} is the newest
 * @param interval the intervals that the version declares; null for none
 */
record WriteTarget(
    Storage storage,
    VersionId base,
    String schema,
    List<String> keyColumns,
    List<String> keyTypes,
    String valueLabel,
    ValueCheck check,
    int maxLayers,
    OverwriteConflict conflict,
    Interval interval) {

  /**
   * Finds out what the next version of a store must look like.
   *
   * @throws IllegalArgumentException if the options do not fit the keys, or an upsert has other
   *     types than the store
   */
  static WriteTarget of(Storage storage, Keys<?> keys, Values<?> values, WriteOptions options)
      throws IOException {
    Optional<Manifest> newest = new VersionLog(storage).latest();
    String schema = values instanceof RowValues rows ? RowSchema.json(rows.layout()) : "";
    List<String> keyColumns = keyColumns(keys, options);
    Interval interval = options.interval();
    if (options.isUpsert() && newest.isPresent()) {
      Manifest below = newest.get();
      if (below.repeatsKeys()) {
        throw new IllegalArgumentException(
            RepeatedKeys.refusal(below.version(), storage.location(), "an upsert"));
      }
      String name = "version " + below.version() + " of the store " + storage.location();
      StoredTypes.check(below, name, keys, values);
      // another writer may have described the same types differently
      schema = below.schema();
      if (options.keyColumns().isEmpty()) {
        keyColumns = below.keyColumns();
      }
      if (interval == null) {
        interval = below.interval().orElse(null);
      }
    }
    ValueCheck check = ValueCheck.ANY;
    if (values.label().equals(SchemaRows.LAYOUT)) {
      // an upsert takes the store's schema: it describes the bytes of columns that are opaque here
      check = SchemaRows.check(schema, keyColumns);
    }
    if (interval != null) {
      interval.check(values.label(), schema, keyColumns, StoredTypes.keyLabels(keys));
    }
    return new WriteTarget(
        storage,
        newest.map(Manifest::id).orElse(VersionId.NONE),
        schema,
        keyColumns,
        StoredTypes.keyLabels(keys),
        values.label(),
        check,
        options.isUpsert() ? options.maxLayers() : 0,
        options.overwriteConflict(),
        interval);
  }

  private static List<String> keyColumns(Keys<?> keys, WriteOptions options) {
    List<String> named = options.keyColumns();
    int n = keys.type().columns().size();
    if (!named.isEmpty() && named.size() != n) {
      throw new IllegalArgumentException(
          named + " names " + named.size() + " key columns, the keys have " + n);
    }
    if (!named.isEmpty()) {
      return named;
    }
    return n == 1 ? List.of("key") : IntStream.rangeClosed(1, n).mapToObj(i -> "key" + i).toList();
  }

  /** The properties of each store file of the version. */
  Map<String, String> fileProperties() {
    return StoreProperties.with(
        interval, StoreProperties.ofFile(valueLabel, schema, keyColumns, keyTypes));
  }

  Manifest publish(Layer layer) throws IOException {
    VersionLog snapshots = new VersionLog(storage, Author.process(), new IntervalCheck(storage));
    Map<String, String> properties =
        StoreProperties.with(interval, StoreProperties.ofManifest(valueLabel));
    if (maxLayers > 0) {
      return snapshots.upsert(schema, keyColumns, keyTypes, layer, properties, maxLayers);
    }
    return conflict == OverwriteConflict.REPLACE
        ? snapshots.replace(schema, keyColumns, keyTypes, layer.files(), properties)
        : snapshots.overwrite(base, schema, keyColumns, keyTypes, layer.files(), properties);
  }
}
