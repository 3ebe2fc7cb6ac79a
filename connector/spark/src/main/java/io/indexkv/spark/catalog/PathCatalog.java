/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.conf.RunningSpark;
import io.indexkv.spark.conf.StoreReadOptions;
import io.indexkv.spark.metadata.MetadataTable;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import io.indexkv.store.Pin;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalogCapability;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The catalog behind {@code format("indexkv")}: a table's name is the path of its store. Public
 * because Spark creates it by class name.
 */
public final class PathCatalog implements StagingTableCatalog, FunctionCatalog, StoreCatalog {
  private String name;

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap options) {
    RunningSpark.current().check();
    this.name = catalogName;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Set<TableCatalogCapability> capabilities() {
    return Set.of(TableCatalogCapability.SUPPORT_COLUMN_DEFAULT_VALUE);
  }

  @Override
  public Table loadTable(Identifier ident) throws NoSuchTableException {
    if (isMetadata(ident)) {
      return metadata(ident, Pin.newest());
    }
    StoreLocation location = location(ident);
    Optional<HadoopPinnedStore> store = location.latest();
    if (store.isEmpty() && !(ident instanceof StoreIdentifier)) {
      throw new NoSuchTableException(ident);
    }
    // a DataFrame writer may change the store's columns; SQL writes to the columns that are there
    return TableMaker.of(
        location, store, ident instanceof StoreIdentifier ? WriteColumns.ANY : WriteColumns.STORED);
  }

  @Override
  public Table loadTable(Identifier ident, String version) throws NoSuchTableException {
    return at(ident, StoreReadOptions.numberOrTag(version));
  }

  @Override
  public Table loadTable(Identifier ident, long timestamp) throws NoSuchTableException {
    return at(ident, Pin.asOf(StoreReadOptions.time(timestamp)));
  }

  private static Table at(Identifier ident, Pin pin) throws NoSuchTableException {
    if (isMetadata(ident)) {
      return metadata(ident, pin);
    }
    StoreLocation location = location(ident);
    return TableMaker.of(location, Optional.of(location.at(pin)), WriteColumns.STORED);
  }

  /** Whether the name is that of a path, and of a metadata table behind it. */
  private static boolean isMetadata(Identifier ident) {
    return ident.namespace().length == 1 && MetadataTable.isName(ident.name());
  }

  private static Table metadata(Identifier ident, Pin pin) throws NoSuchTableException {
    String path = ident.namespace()[0];
    StoreLocation location = StoreLocation.of(path);
    return MetadataTable.of(ident.name(), path, location.uri(), location.conf(), pin)
        .orElseThrow(() -> new NoSuchTableException(ident));
  }

  @Override
  public boolean tableExists(Identifier ident) {
    return location(ident).latest().isPresent();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StagedTable stageCreate(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException {
    if (location(ident).latest().isPresent()) {
      throw new TableAlreadyExistsException(ident);
    }
    return staged(ident, schema, partitions, properties, Optional.empty());
  }

  @Override
  public StagedTable stageReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws NoSuchTableException {
    Optional<HadoopPinnedStore> replaced = location(ident).latest();
    if (replaced.isEmpty()) {
      throw new NoSuchTableException(ident);
    }
    return staged(ident, schema, partitions, properties, replaced);
  }

  @Override
  public StagedTable stageCreateOrReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    return staged(ident, schema, partitions, properties, location(ident).latest());
  }

  private static StagedTable staged(
      Identifier ident,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties,
      Optional<HadoopPinnedStore> replaced) {
    NewTable table = table(ident, schema, partitions, properties);
    return new StagedStore(table.name(), table, replaced);
  }

  private static NewTable table(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties) {
    StoreLocation location = location(ident);
    TableProperties parsed = TableProperties.of(properties);
    parsed.requireAt(
        location,
        "the table's name is its place, %s: leave LOCATION out".formatted(location.uri()));
    return NewTable.of(location.uri(), location, schema, partitions, parsed, () -> {});
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public Table createTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException {
    if (location(ident).latest().isPresent()) {
      throw new TableAlreadyExistsException(ident);
    }
    NewTable table = table(ident, schema, partitions, properties);
    table.publish(Optional.empty());
    return TableMaker.of(table.location(), table.location().latest(), WriteColumns.STORED);
  }

  @Override
  public Identifier[] listTables(String[] namespace) {
    return new Identifier[0];
  }

  @Override
  public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
    return TableFunctions.load(name, ident, PathCatalog::newest);
  }

  @Override
  public Identifier[] listFunctions(String[] namespace) {
    return TableFunctions.list(namespace, PathCatalog::newest);
  }

  private static Optional<HadoopPinnedStore> newest(Identifier ident) {
    return location(ident).latest();
  }

  @Override
  public Table alterTable(Identifier ident, TableChange... changes) {
    StoreLocation location = location(ident);
    return TableMaker.of(
        location, Optional.of(AlterStore.apply(location, changes)), WriteColumns.STORED);
  }

  @Override
  public boolean dropTable(Identifier ident) {
    throw unsupported(
        "a store named by its path has no name to drop. DROP TABLE … PURGE deletes its files");
  }

  /** Deletes the store's files. */
  @Override
  public boolean purgeTable(Identifier ident) {
    StoreLocation location = location(ident);
    if (location.latest().isEmpty()) {
      return false;
    }
    location.remove();
    return true;
  }

  @Override
  public void renameTable(Identifier oldIdent, Identifier newIdent) {
    throw unsupported("a store named by its path cannot be renamed");
  }

  private static StoreLocation location(Identifier ident) {
    if (ident.namespace().length > 0) {
      throw new IllegalArgumentException(
          "%s.%s is not the path of a store: quote the path as one name"
              .formatted(String.join(".", ident.namespace()), ident.name()));
    }
    return StoreLocation.of(ident.name());
  }

  private static UnsupportedOperationException unsupported(String message) {
    return new UnsupportedOperationException(message);
  }
}
