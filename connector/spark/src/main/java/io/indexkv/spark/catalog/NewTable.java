/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.StoredRowLayout;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.spark.write.TableSchema;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.StoreProperties;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;

/**
 * A table that a statement wants to create, or to put in the place of another.
 *
 * @param name of the table, for messages
 * @param onPublished what to do once the store is there, such as to give it its name
 */
record NewTable(
    String name,
    StoreLocation location,
    StructType columns,
    TableProperties properties,
    Runnable onPublished) {

  /**
   * Checks the parts of the statement that need no store.
   *
   * @throws UnsupportedOperationException if the table is partitioned
   */
  static NewTable of(
      String name,
      StoreLocation location,
      StructType columns,
      Transform[] partitions,
      TableProperties properties,
      Runnable onPublished) {
    if (partitions.length > 0) {
      throw StoreLocation.partitioned();
    }
    return new NewTable(name, location, CharColumns.asStrings(columns), properties, onPublished);
  }

  /**
   * Publishes a version without entries: the first one, or the one after {@code replaced}. A
   * replaced table keeps its key if the statement names none.
   *
   * @throws io.indexkv.error.CommitConflictException if another commit came first
   */
  void publish(Optional<HadoopPinnedStore> replaced) {
    List<String> key =
        properties.key().isEmpty()
            ? replaced.map(PinnedStore::declaredKey).orElseGet(List::of)
            : properties.key();
    TableSchema unique = TableSchema.of(columns, key, name);
    Map<String, String> stored = new HashMap<>(properties.stored());
    stored.putAll(StoreProperties.ofManifest(StoredRowLayout.V1));
    boolean repeats = properties.repeatsKeys(replaced);
    TableSchema table = repeats ? unique.repeating() : unique;
    if (repeats) {
      stored.put(RepeatedKeys.PROPERTY, RepeatedKeys.KEEP);
    }
    String schema = table.schema().json();
    String declared = stored.get(StoreProperties.TABLE + StoreOption.INTERVAL);
    if (declared != null && repeats) {
      throw new IllegalArgumentException(
          "table %s: property '%s' (%s) needs unique keys: leave it out, or leave out '%s' = '%s'"
              .formatted(
                  name, StoreOption.INTERVAL, declared, StoreOption.DUPLICATES, RepeatedKeys.KEEP));
    }
    if (declared != null) {
      stored.put(Interval.PROPERTY, table.interval(declared).text());
    }
    try {
      if (replaced.isPresent()) {
        location
            .versions()
            .overwrite(
                replaced.get().id(),
                schema,
                table.key().names(),
                table.key().labels(),
                List.of(),
                stored);
      } else {
        location.versions().create(schema, table.key().names(), table.key().labels(), stored);
      }
    } catch (IOException e) {
      throw StoreFailure.of(location.uri(), e);
    }
  }

  void published() {
    onPublished.run();
  }
}
