/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import io.indexkv.spark.catalog.DeclaredStore;
import io.indexkv.spark.catalog.IndexKvTable;
import io.indexkv.spark.catalog.StoreIdentifier;
import io.indexkv.spark.catalog.StoreLocation;
import io.indexkv.spark.catalog.TableMaker;
import io.indexkv.spark.conf.KnownOptions;
import io.indexkv.spark.conf.PathCatalogSetting;
import io.indexkv.spark.conf.RunningSpark;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreReadOptions;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.SupportsCatalogOptions;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** The data source {@code indexkv}. {@code conf.StoreOption} lists the options. */
public final class IndexKvSource implements SupportsCatalogOptions, DataSourceRegister {
  @Override
  public String shortName() {
    return "indexkv";
  }

  @Override
  public Identifier extractIdentifier(CaseInsensitiveStringMap options) {
    RunningSpark.current().check();
    return new StoreIdentifier(StoreReadOptions.path(options));
  }

  /**
   * Adds a catalog of paths to the session and returns its name. Without a catalog, Spark supports
   * only two of the save modes.
   */
  @Override
  public String extractCatalog(CaseInsensitiveStringMap options) {
    RunningSpark.current().check();
    PathCatalogSetting.ensure(SQLConf.get());
    return PathCatalogSetting.CATALOG;
  }

  /**
   * Resolves the version of a read, once: from here on, every read has a numbered version. Spark
   * calls this for reads only.
   */
  @Override
  public Optional<String> extractTimeTravelVersion(CaseInsensitiveStringMap options) {
    KnownOptions.requireRead(options);
    return Optional.of(Long.toString(store(options).version()));
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return table(options).schema();
  }

  /** True: Spark's own catalog keeps the columns of a table until its first write. */
  @Override
  public boolean supportsExternalMetadata() {
    return true;
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    RunningSpark.current().check();
    CaseInsensitiveStringMap options = new CaseInsensitiveStringMap(properties);
    if (!options.containsKey(StoreOption.PATH)) {
      // CREATE TABLE without LOCATION: Spark chooses the place after this check
      return DeclaredStore.of(StoreLocation.undecided(), schema, properties);
    }
    StoreLocation location = StoreLocation.of(StoreReadOptions.path(options));
    boolean declared =
        schema.length() > 0
            && options.containsKey(StoreOption.KEY)
            && !KnownOptions.areOfStream(options);
    return declared && location.latest().isEmpty()
        ? DeclaredStore.of(location, schema, properties)
        : table(options);
  }

  /**
   * The table for Spark's calls that bypass the catalog of paths: for a table of Spark's own
   * catalog, or for the end of a stream. The store may be missing: a read then fails, but DROP
   * TABLE must not.
   */
  private static IndexKvTable table(CaseInsensitiveStringMap options) {
    StoreLocation location = StoreLocation.of(StoreReadOptions.path(options));
    Optional<HadoopPinnedStore> store =
        location.latest().map(newest -> location.at(StoreReadOptions.pin(options)));
    return TableMaker.of(location, store, WriteColumns.FIXED);
  }

  private static HadoopPinnedStore store(CaseInsensitiveStringMap options) {
    RunningSpark.current().check();
    StoreLocation location = StoreLocation.of(StoreReadOptions.path(options));
    return location.at(StoreReadOptions.pin(options));
  }
}
