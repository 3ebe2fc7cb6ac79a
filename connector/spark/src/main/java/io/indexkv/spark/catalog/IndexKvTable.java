/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.change.IndexKvRowLevelOperation;
import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.read.IndexKvScanBuilder;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.OriginColumn;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreTable;
import io.indexkv.spark.write.IndexKvWriteBuilder;
import io.indexkv.spark.write.Truncation;
import io.indexkv.spark.write.WriteColumns;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.VersionId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.MetadataColumn;
import org.apache.spark.sql.connector.catalog.SupportsMetadataColumns;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsRowLevelOperations;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TruncatableTable;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.RowLevelOperation.Command;
import org.apache.spark.sql.connector.write.RowLevelOperationBuilder;
import org.apache.spark.sql.connector.write.RowLevelOperationInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** One version of a store as a Spark table, or the place of a store that a write will create. */
public class IndexKvTable
    implements SupportsRead,
        SupportsWrite,
        SupportsRowLevelOperations,
        SupportsMetadataColumns,
        TruncatableTable,
        StoreTable {
  /** Lets {@code MERGE WITH SCHEMA EVOLUTION} add columns; empty in a Spark without that. */
  private static final Optional<TableCapability> EVOLUTION =
      Arrays.stream(TableCapability.values())
          .filter(one -> one.name().equals("AUTOMATIC_SCHEMA_EVOLUTION"))
          .findFirst();

  private final String name;
  private final StoreLocation location;
  private final Optional<HadoopPinnedStore> store;
  private final WriteColumns columns;
  private final Appends appends;

  /** What an append does. */
  private enum Appends {
    /** It replaces rows with the same key. */
    UPSERT,
    /** It is a MERGE that only inserts rows. */
    INSERT
  }

  /** For {@link TableMaker} only. */
  protected IndexKvTable(
      String name,
      StoreLocation location,
      Optional<HadoopPinnedStore> store,
      WriteColumns columns) {
    this(name, location, store, columns, Appends.UPSERT);
  }

  private IndexKvTable(
      String name,
      StoreLocation location,
      Optional<HadoopPinnedStore> store,
      WriteColumns columns,
      Appends appends) {
    this.name = name;
    this.location = location;
    this.store = store;
    this.columns = columns;
    this.appends = appends;
  }

  @Override
  public final String name() {
    return name;
  }

  /**
   * Identifies the store, so that Spark notices a table that was dropped and created again. Spark
   * asks for it from version 4.1 on; null if there is no store yet.
   */
  public final String id() {
    return store.map(one -> one.id().storeId()).orElse(null);
  }

  /**
   * Identifies the version. With it, Spark 4.1 and newer reads the newest version when a query
   * begins, and the same one wherever the query names the table. Null if there is no store yet.
   */
  public final String version() {
    return store.map(one -> one.version() + "-" + one.id().commit()).orElse(null);
  }

  /** Where the store is. */
  public final StoreLocation location() {
    return location;
  }

  @Override
  public final String place() {
    return location.uri();
  }

  final Optional<HadoopPinnedStore> store() {
    return store;
  }

  /** The table's own properties, and those that Spark shows. */
  @Override
  public Map<String, String> properties() {
    Map<String, String> shown = new TreeMap<>(own());
    shown.put(TableCatalog.PROP_PROVIDER, "indexkv");
    shown.put(TableCatalog.PROP_LOCATION, location.uri());
    if (store.isPresent()) {
      shown.put(StoreOption.KEY, KeyList.format(store.get().declaredKey()));
    }
    if (repeatsKeys()) {
      shown.putIfAbsent(StoreOption.DUPLICATES, RepeatedKeys.KEEP);
    }
    return shown;
  }

  private Map<String, String> own() {
    return store
        .map(one -> TableProperties.ofManifest(one.manifest().properties()))
        .orElseGet(Map::of);
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StructType schema() {
    return store.map(one -> CharColumns.declared(one.columns())).orElseGet(StructType::new);
  }

  /** Where rows come from; none if there is no store yet. */
  @Override
  public MetadataColumn[] metadataColumns() {
    return store.isPresent() ? OriginColumn.all() : new MetadataColumn[0];
  }

  @Override
  public List<String> keyColumns() {
    return store.map(HadoopPinnedStore::keyColumns).orElseGet(List::of);
  }

  @Override
  public List<String> declaredKey() {
    return store.map(PinnedStore::declaredKey).orElseGet(List::of);
  }

  @Override
  public final boolean repeatsKeys() {
    return store.isPresent() && store.get().repeatsKeys();
  }

  @Override
  public Map<String, Integer> charKeys() {
    return store.stream()
        .flatMap(one -> one.key().columns().stream())
        .filter(column -> column.charLength() > 0)
        .collect(Collectors.toMap(KeyColumn::name, KeyColumn::charLength));
  }

  /**
   * The partitioning that a DataFrame writer compares with its {@code partitionBy}, if the user
   * gave one.
   */
  @Override
  public Transform[] partitioning() {
    if (columns == WriteColumns.ANY) {
      throw StoreLocation.partitioned();
    }
    return new Transform[0];
  }

  @Override
  public StoreTable forInserts() {
    requireUniqueKeys(Command.MERGE);
    return new IndexKvTable(name, location, store, columns, Appends.INSERT);
  }

  @Override
  public boolean insertsOnly() {
    return appends == Appends.INSERT;
  }

  @Override
  public StoreTable newest() {
    Optional<HadoopPinnedStore> found =
        Optional.of(location.latest().orElseThrow(location::missing));
    return insertsOnly()
        ? new IndexKvTable(name, location, found, columns, appends)
        : make(name, location, found, columns);
  }

  /** Makes another table of this class. */
  protected IndexKvTable make(
      String itsName,
      StoreLocation itsLocation,
      Optional<HadoopPinnedStore> itsStore,
      WriteColumns itsColumns) {
    return new IndexKvTable(itsName, itsLocation, itsStore, itsColumns);
  }

  @Override
  public void requireColumnsOf(StoreTable planned) {
    for (StructField before : ((IndexKvTable) planned).schema().fields()) {
      boolean same =
          Arrays.stream(schema().fields())
              .anyMatch(
                  now ->
                      now.name().equals(before.name())
                          && now.dataType().equals(before.dataType())
                          && (before.nullable() || !now.nullable()));
      if (!same) {
        throw new IllegalStateException(
            ("a read of the store %s was created with the column '%s' as %s%s, but the columns of"
                    + " the newest version are %s: create the view again, or load the store again")
                .formatted(
                    location.uri(),
                    before.name(),
                    before.dataType().simpleString(),
                    before.nullable() ? "" : " not null",
                    schema().simpleString()));
      }
    }
  }

  @Override
  public Set<TableCapability> capabilities() {
    Set<TableCapability> capabilities =
        EnumSet.of(
            TableCapability.BATCH_READ,
            TableCapability.BATCH_WRITE,
            TableCapability.STREAMING_WRITE,
            TableCapability.TRUNCATE);
    if (columns == WriteColumns.ANY) {
      capabilities.add(TableCapability.ACCEPT_ANY_SCHEMA);
    }
    // Spark would alter the table before it learns that the MERGE is refused
    if (columns == WriteColumns.STORED && !repeatsKeys()) {
      EVOLUTION.ifPresent(capabilities::add);
    }
    return capabilities;
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    HadoopPinnedStore read = store.orElseThrow(location::missing);
    return insertsOnly()
        ? IndexKvScanBuilder.ofTarget(read, options)
        : IndexKvScanBuilder.of(read, options);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return insertsOnly()
        ? operation(Command.MERGE).newWriteBuilder(info)
        : newWriteBuilder(info, info.options(), TableProperties.none());
  }

  final WriteBuilder newWriteBuilder(
      LogicalWriteInfo info, CaseInsensitiveStringMap options, TableProperties more) {
    Map<String, String> own = more.over(own()).own();
    return new IndexKvWriteBuilder(
        location.uri(),
        location.conf(),
        store,
        location::latest,
        columns,
        more.stored(),
        TableProperties.withDefaults(options, own),
        info);
  }

  @Override
  public RowLevelOperationBuilder newRowLevelOperationBuilder(RowLevelOperationInfo info) {
    return () -> operation(info.command());
  }

  private IndexKvRowLevelOperation operation(Command command) {
    requireUniqueKeys(command);
    return new IndexKvRowLevelOperation(
        command,
        location.conf(),
        store.orElseThrow(location::missing),
        TableProperties.withDefaults(CaseInsensitiveStringMap.empty(), own()));
  }

  private void requireUniqueKeys(Command command) {
    if (repeatsKeys()) {
      throw new UnsupportedOperationException(
          RepeatedKeys.refusal(store.get().version(), location.uri(), "a " + command));
    }
  }

  /** Publishes a version without rows. Spark calls it for TRUNCATE, and for DELETE of all rows. */
  @Override
  public boolean truncateTable() {
    new Truncation(location.conf(), store.orElseThrow(location::missing)).run();
    return true;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof IndexKvTable that
        && location.uri().equals(that.location.uri())
        && identity().equals(that.identity())
        // Spark's rules keep a plan if its copy is equal
        && appends == that.appends;
  }

  @Override
  public final int hashCode() {
    return Objects.hash(location.uri(), identity());
  }

  private VersionId identity() {
    return store.map(PinnedStore::id).orElse(VersionId.NONE);
  }

  @Override
  public String toString() {
    return "IndexKvTable(" + store.map(Object::toString).orElse(location.uri()) + ")";
  }
}
