/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.ColumnDefaults;
import io.indexkv.spark.conf.EqualKeys;
import io.indexkv.spark.conf.EqualKeys.Rule;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreWriteOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.manifest.Interval;
import io.indexkv.store.manifest.RepeatedKeys;
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
    boolean repeats = repeats(current, onTop, options);
    WriteSchema rows = rows(current, options, repeats);
    Interval interval = rows.interval(options.interval(), onTop ? current : Optional.empty());
    EqualKeys equal = options.equalKeys();
    if (equal != null && equal.chooses()) {
      equal = equal.by(rows.column(StoreOption.DUPLICATES, equal.column()).names().get(0));
    }
    return new StoreWrite(
        location,
        conf,
        onTop || deletes || stream && !truncate ? WriteKind.UPSERT : WriteKind.OVERWRITE,
        current.map(PinnedStore::id).orElse(VersionId.NONE),
        UUID.randomUUID().toString(),
        rows,
        properties,
        options.withColumns(equal, interval));
  }

  /** Whether the store keeps rows of equal keys after the write. */
  private boolean repeats(
      Optional<HadoopPinnedStore> current, boolean onTop, StoreWriteOptions options) {
    boolean keep = options.equalKeys() != null && options.equalKeys().rule() == Rule.KEEP;
    boolean below = onTop && current.get().repeatsKeys();
    if (below && options.equalKeys() != null && !keep) {
      throw new IllegalArgumentException(
          ("option '%s' is '%s', but version %d of the store %s keeps rows of equal keys: leave the"
                  + " option out, or overwrite the store")
              .formatted(
                  StoreOption.DUPLICATES,
                  options.equalKeys().text(),
                  current.get().version(),
                  location));
    }
    boolean full = below && !current.get().manifest().layers().isEmpty();
    // a numbered write that came before does nothing, so it is not refused
    if (full && (options.batch() == null || !options.batch().isIn(current.get().manifest()))) {
      throw new IllegalArgumentException(
          RepeatedKeys.refusal(current.get().version(), location, "an append"));
    }
    if (onTop && !below && keep) {
      throw new IllegalArgumentException(
          ("option '%s' is '%s', but the keys of version %d of the store %s are unique: overwrite"
                  + " the store to keep rows of equal keys")
              .formatted(
                  StoreOption.DUPLICATES,
                  options.equalKeys().text(),
                  current.get().version(),
                  location));
    }
    boolean repeats = below || keep;
    if (repeats) {
      requireAlone(StoreOption.DELETE_COLUMN, options.deleteColumn());
      requireAlone(
          StoreOption.INTERVAL, options.interval() == null ? null : options.interval().text());
      if (options.writeTasks() > 0 && !truncate) {
        throw new IllegalArgumentException(
            ("option '%s' = '%s' is for batch writes, and for streams in complete mode: in other"
                    + " modes, the rows of a micro-batch replace those of the same key")
                .formatted(StoreOption.DUPLICATES, RepeatedKeys.KEEP));
      }
    }
    return repeats;
  }

  private static void requireAlone(String option, String value) {
    if (value != null) {
      throw new IllegalArgumentException(
          "option '%s' (%s) needs unique keys: leave it out, or leave out '%s' = '%s'"
              .formatted(option, value, StoreOption.DUPLICATES, RepeatedKeys.KEEP));
    }
  }

  private WriteSchema rows(
      Optional<HadoopPinnedStore> current, StoreWriteOptions options, boolean repeats) {
    StructType query = CharColumns.asStrings(info.schema());
    if (current.isPresent() && (!truncate || columns != WriteColumns.ANY)) {
      HadoopPinnedStore store = current.get();
      return WriteSchema.onto(query, options, store, store.manifest().schema(), repeats);
    }
    // only a declared table has no store yet, but columns of its own
    StructType rows =
        columns == WriteColumns.STORED ? query : ColumnDefaults.without(query).asNullable();
    return WriteSchema.of(rows, options, current.map(PinnedStore::declaredKey), location, repeats);
  }
}
