/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.codec.CharColumns;
import io.indexkv.spark.codec.KeyColumn;
import io.indexkv.spark.read.IndexKvScanBuilder;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.snapshot.PinnedStore;
import io.indexkv.spark.snapshot.StoreTable;
import io.indexkv.spark.write.IndexKvWriteBuilder;
import io.indexkv.spark.write.WriteColumns;
import io.indexkv.store.manifest.VersionId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * One version of a store as a Spark table, or the place of a store that a write will create.
 *
 * <p>It is also a staged table, although nothing is staged: a write publishes in one step of its
 * own. Spark turns two save modes into CREATE TABLE AS SELECT; as a staged table, that leaves all
 * or nothing.
 */
public final class IndexKvTable implements StagedTable, SupportsRead, SupportsWrite, StoreTable {
  private final StoreLocation location;
  private final Optional<HadoopPinnedStore> store;
  private final WriteColumns columns;

  /**
   * @param store empty if there is no store yet
   * @param columns what a write may bring
   */
  public IndexKvTable(
      StoreLocation location, Optional<HadoopPinnedStore> store, WriteColumns columns) {
    this.location = location;
    this.store = store;
    this.columns = columns;
  }

  /** Where the store is. */
  public StoreLocation location() {
    return location;
  }

  @Override
  public String name() {
    return location.uri();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StructType schema() {
    return store.map(one -> CharColumns.declared(one.schema())).orElseGet(StructType::new);
  }

  @Override
  public List<String> keyColumns() {
    return store.map(HadoopPinnedStore::keyColumns).orElseGet(List::of);
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
  public StoreTable newest() {
    return new IndexKvTable(
        location, Optional.of(location.latest().orElseThrow(location::missing)), columns);
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
            ("a temporary view of the store %s was created with the column '%s' as %s%s, but the"
                    + " columns of the newest version are %s: create the view again")
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
            TableCapability.BATCH_READ, TableCapability.BATCH_WRITE, TableCapability.TRUNCATE);
    if (columns == WriteColumns.ANY) {
      capabilities.add(TableCapability.ACCEPT_ANY_SCHEMA);
    }
    return capabilities;
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new IndexKvScanBuilder(store.orElseThrow(location::missing), options);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new IndexKvWriteBuilder(location.uri(), location.conf(), store, columns, info);
  }

  @Override
  public void commitStagedChanges() {}

  @Override
  public void abortStagedChanges() {}

  @Override
  public boolean equals(Object other) {
    return other instanceof IndexKvTable that
        && location.uri().equals(that.location.uri())
        && identity().equals(that.identity());
  }

  @Override
  public int hashCode() {
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
