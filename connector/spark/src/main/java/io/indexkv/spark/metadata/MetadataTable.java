/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import io.indexkv.hadoop.Storages;
import io.indexkv.spark.snapshot.StoreFailure;
import io.indexkv.spark.snapshot.TaskConf;
import io.indexkv.store.Pin;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A table that shows facts of a store, such as {@code airports.history}. Two are equal if they show
 * the same facts of the same version, so that a cached table is not taken for a newer one.
 */
public final class MetadataTable implements Table, SupportsRead {
  private final MetadataKind kind;
  private final String store;
  private final String location;
  private final TaskConf conf;
  private final Pin pin;
  private final VersionId loaded;

  private MetadataTable(
      MetadataKind kind, String store, String location, TaskConf conf, Pin pin, VersionId loaded) {
    this.kind = kind;
    this.store = store;
    this.location = location;
    this.conf = conf;
    this.pin = pin;
    this.loaded = loaded;
  }

  /** Whether there is a metadata table of this name. Case is ignored. */
  public static boolean isName(String name) {
    return MetadataKind.of(name).isPresent();
  }

  /**
   * The metadata table of a store.
   *
   * @param name name of the metadata table, such as history
   * @param store name of the store's table, for plans and messages
   * @param location URI of the store
   * @param pin the version to describe
   * @return empty if there is no store
   * @throws IllegalArgumentException if there is no metadata table of this name, or the store does
   *     not have the version
   * @throws UnsupportedOperationException if the table shows all versions, but one was asked for
   */
  public static Optional<Table> of(
      String name, String store, String location, TaskConf conf, Pin pin) {
    MetadataKind kind =
        MetadataKind.of(name)
            .orElseThrow(() -> new IllegalArgumentException("no metadata table " + name));
    if (!pin.equals(Pin.newest()) && !kind.isOfOneVersion()) {
      throw new UnsupportedOperationException(
          ("%s.%s shows all versions of the store, so it has no older versions: leave VERSION AS OF"
                  + " or TIMESTAMP AS OF out, and filter its rows")
              .formatted(store, kind.label()));
    }
    try {
      return pin.resolve(Storages.open(location, conf.value()))
          .map(Manifest::id)
          .map(id -> new MetadataTable(kind, store, location, conf, pin, id));
    } catch (IOException e) {
      throw StoreFailure.of(location, e);
    }
  }

  @Override
  public String name() {
    return store + "." + kind.label();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StructType schema() {
    return kind.schema();
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return () -> new MetadataScan(name(), kind.schema(), this::rows);
  }

  private List<InternalRow> rows() {
    try {
      return kind.rows(location, Storages.open(location, conf.value()), pin);
    } catch (IOException e) {
      throw StoreFailure.of(location, e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetadataTable that
        && kind == that.kind
        && location.equals(that.location)
        && loaded.equals(that.loaded);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, location, loaded);
  }

  @Override
  public String toString() {
    return "MetadataTable(" + name() + ")";
  }
}
