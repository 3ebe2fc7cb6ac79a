/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.ColumnDefaults;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.VersionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.SupportsTruncate;
import org.apache.spark.sql.connector.write.Write;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.internal.connector.SupportsStreamingUpdateAsAppend;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Checks what a query wants to write, before anything runs. A batch write goes to the version that
 * the query was planned for, a micro-batch of a stream to the newest. In update mode a stream
 * writes as in append mode: rows replace those of the same key.
 */
public final class IndexKvWriteBuilder
    implements SupportsTruncate, SupportsStreamingUpdateAsAppend {
  private final String location;
  private final TaskConf conf;
  private final Optional<HadoopPinnedStore> planned;
  private final Supplier<Optional<HadoopPinnedStore>> newest;
  private final WriteColumns columns;
  private final Map<String, String> properties;
  private final CaseInsensitiveStringMap options;
  private final LogicalWriteInfo info;
  private boolean truncate;

  /**
   * @param location the store's directory
   * @param planned the version that the query was planned for, or empty if there was no store
   * @param newest finds the newest version; empty if there is no store
   * @param columns which columns the query may bring
   * @param properties that the next version gets besides those of {@code planned}
   * @param options those of the query, and the table's where the query gives none
   */
  public IndexKvWriteBuilder(
      String location,
      TaskConf conf,
      Optional<HadoopPinnedStore> planned,
      Supplier<Optional<HadoopPinnedStore>> newest,
      WriteColumns columns,
      Map<String, String> properties,
      CaseInsensitiveStringMap options,
      LogicalWriteInfo info) {
    this.location = location;
    this.conf = conf;
    this.planned = planned;
    this.newest = newest;
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
    return new IndexKvWrite(
        () -> write(planned, StoreWriteOptions.of(options)),
        () -> write(newest.get(), StoreWriteOptions.ofStream(streamOptions())),
        info.queryId());
  }

  /** A stream in complete mode always replaces, whatever the table says of other overwrites. */
  private CaseInsensitiveStringMap streamOptions() {
    Map<String, String> own = new HashMap<>(options.asCaseSensitiveMap());
    if (!info.options().containsKey(StoreOption.OVERWRITE_CONFLICT)) {
      own.keySet().removeIf(StoreOption.OVERWRITE_CONFLICT::equalsIgnoreCase);
    }
    return new CaseInsensitiveStringMap(own);
  }

  private StoreWrite write(Optional<HadoopPinnedStore> current, StoreWriteOptions options) {
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
    boolean stream = options.writeTasks() > 0;
    if (stream || options.batch() != null) {
      LayerRoom.requireTwo(options);
    } else if (onTop) {
      LayerRoom.require(current.get(), options, "an append", ", or allow more by option");
    }
    WriteSchema rows = rows(current, options);
    Interval interval = rows.interval(options.interval(), onTop ? current : Optional.empty());
    String lastBy =
        options.lastBy() == null
            ? null
            : rows.column(StoreOption.DUPLICATES, options.lastBy()).names().get(0);
    return new StoreWrite(
        location,
        conf,
        onTop || deletes || stream && !truncate ? WriteKind.UPSERT : WriteKind.OVERWRITE,
        current.map(PinnedStore::id).orElse(VersionId.NONE),
        UUID.randomUUID().toString(),
        rows,
        properties,
        options.withColumns(lastBy, interval));
  }

  private WriteSchema rows(Optional<HadoopPinnedStore> current, StoreWriteOptions options) {
    StructType query = CharColumns.asStrings(info.schema());
    if (current.isPresent() && (!truncate || columns != WriteColumns.ANY)) {
      HadoopPinnedStore store = current.get();
      return WriteSchema.onto(query, options, store, store.manifest().schema());
    }
    // only a declared table has no store yet, but columns of its own
    StructType rows =
        columns == WriteColumns.STORED ? query : ColumnDefaults.without(query).asNullable();
    return WriteSchema.of(rows, options, current.map(PinnedStore::keyColumns), location);
  }
}
