/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.VersionId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Checks what a query wants to write, before anything runs. */
public final class IndexKvWriteBuilder implements SupportsTruncate {
  private final String location;
  private final TaskConf conf;
  private final Optional<HadoopPinnedStore> current;
  private final WriteColumns columns;
  private final Map<String, String> properties;
  private final CaseInsensitiveStringMap options;
  private final LogicalWriteInfo info;
  private boolean truncate;

  /**
   * @param location the store's directory
   * @param current the store's newest version, or empty if there is no store yet
   * @param columns which columns the query may bring
   * @param properties that the next version gets besides those of {@code current}
   * @param options those of the query, and the table's where the query gives none
   */
  public IndexKvWriteBuilder(
      String location,
      TaskConf conf,
      Optional<HadoopPinnedStore> current,
      WriteColumns columns,
      Map<String, String> properties,
      CaseInsensitiveStringMap options,
      LogicalWriteInfo info) {
    this.location = location;
    this.conf = conf;
    this.current = current;
    this.columns = columns;
    this.properties = Map.copyOf(properties);
    this.options = options;
    this.info = info;
  }

  @Override
  public WriteBuilder truncate() {
    truncate = true;
    return this;
  }

  @Override
  public Write build() {
    StoreWriteOptions options = StoreWriteOptions.of(this.options);
    boolean deletes = options.deleteColumn() != null;
    if (deletes && truncate) {
      throw new IllegalArgumentException(
          "option '%s' (%s) is for mode(\"append\"): an overwrite begins without entries"
              .formatted(StoreOption.DELETE_COLUMN, options.deleteColumn()));
    }
    if (options.mergeSchema() && truncate) {
      throw new IllegalArgumentException(
          "option '%s' is for mode(\"append\"): an overwrite has the columns of its query"
              .formatted(StoreOption.MERGE_SCHEMA));
    }
    boolean onTop = current.isPresent() && !truncate;
    if (onTop) {
      requireRoom(current.get(), options);
    }
    return new IndexKvWrite(
        new StoreWrite(
            location,
            conf,
            onTop || deletes ? WriteKind.UPSERT : WriteKind.OVERWRITE,
            current.map(PinnedStore::id).orElse(VersionId.NONE),
            UUID.randomUUID().toString(),
            rows(options),
            properties,
            options));
  }

  private WriteSchema rows(StoreWriteOptions options) {
    StructType query = CharVarcharUtils.replaceCharVarcharWithStringInSchema(info.schema());
    if (current.isPresent() && (!truncate || columns == WriteColumns.STORED)) {
      HadoopPinnedStore store = current.get();
      return WriteSchema.onto(query, options, store, store.manifest().schema());
    }
    return WriteSchema.of(query, options, current.map(PinnedStore::keyColumns), location);
  }

  private void requireRoom(HadoopPinnedStore store, StoreWriteOptions options) {
    int layers = store.manifest().layers().size();
    if (layers >= options.maxLayers()) {
      throw new IllegalStateException(
          ("store %s, version %d, has %d layers, and an append may leave at most %d: each one makes"
                  + " lookups slower. Compact the store first, by HadoopStores.history(location,"
                  + " conf).compact(CompactOptions.defaults()), or allow more by option '%s'")
              .formatted(
                  location, store.version(), layers, options.maxLayers(), StoreOption.MAX_LAYERS));
    }
  }
}
