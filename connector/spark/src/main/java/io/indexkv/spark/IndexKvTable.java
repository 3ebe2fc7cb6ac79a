/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.spark.codec.HadoopPinnedStore;
import io.indexkv.spark.codec.PinnedStore;
import io.indexkv.spark.codec.StoreTable;
import io.indexkv.spark.read.IndexKvScanBuilder;
import io.indexkv.spark.write.IndexKvWriteBuilder;
import io.indexkv.store.VersionId;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.SupportsWrite;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.write.LogicalWriteInfo;
import org.apache.spark.sql.connector.write.WriteBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * One version of a store, or the place of a store to come, as Spark's table.
 *
 * <p>A staged table too, with nothing to stage: a write publishes in one step of its own, so that
 * CREATE TABLE AS SELECT, which is what Spark makes of two save modes, leaves all or nothing.
 */
final class IndexKvTable implements StagedTable, SupportsRead, SupportsWrite, StoreTable {
  private final StoreLocation location;
  private final Optional<HadoopPinnedStore> store;

  /**
   * @param store empty if there is no store yet
   */
  IndexKvTable(StoreLocation location, Optional<HadoopPinnedStore> store) {
    this.location = location;
    this.store = store;
  }

  @Override
  public String name() {
    return location.uri();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StructType schema() {
    return store.map(HadoopPinnedStore::schema).orElseGet(StructType::new);
  }

  @Override
  public List<String> keyColumns() {
    return store.map(HadoopPinnedStore::keyColumns).orElseGet(List::of);
  }

  /** Any schema: an overwrite may change it. */
  @Override
  public Set<TableCapability> capabilities() {
    return EnumSet.of(
        TableCapability.BATCH_READ,
        TableCapability.BATCH_WRITE,
        TableCapability.TRUNCATE,
        TableCapability.ACCEPT_ANY_SCHEMA);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new IndexKvScanBuilder(store.orElseThrow(location::missing), options);
  }

  @Override
  public WriteBuilder newWriteBuilder(LogicalWriteInfo info) {
    return new IndexKvWriteBuilder(location.uri(), location.conf(), store, info);
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
