/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.conf.RunningSpark;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.conf.StoreReadOptions;
import io.indexkv.spark.metadata.MetadataTable;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import io.indexkv.store.Pin;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Column;
import org.apache.spark.sql.connector.catalog.DelegatingCatalogExtension;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * Spark's own catalog, in which tables {@code USING indexkv} can do all that stores can. Users
 * configure it by {@code spark.sql.catalog.spark_catalog} and the name of this class. All other
 * tables stay as they are without it.
 */
public class IndexKvSessionCatalog extends DelegatingCatalogExtension
    implements StagingTableCatalog, StoreCatalog {

  /** For Spark, which creates the catalog by its class name. */
  public IndexKvSessionCatalog() {}

  @Override
  public void initialize(String name, CaseInsensitiveStringMap options) {
    RunningSpark.current().check();
    for (String option : options.asCaseSensitiveMap().keySet()) {
      throw new IllegalArgumentException(
          "setting 'spark.sql.catalog.%s.%s' is unknown: this catalog has no settings of its own"
              .formatted(name, option));
    }
    super.initialize(name, options);
  }

  @Override
  public Table loadTable(Identifier ident) throws NoSuchTableException {
    if (isMetadata(ident)) {
      return metadata(ident, Pin.newest());
    }
    Table table = super.loadTable(ident);
    return isStore(table) ? newest(ident, location(table)) : table;
  }

  @Override
  public Table loadTable(Identifier ident, String version) throws NoSuchTableException {
    if (isMetadata(ident)) {
      return metadata(ident, StoreReadOptions.numberOrTag(version));
    }
    Table table = super.loadTable(ident);
    return isStore(table)
        ? pinned(ident, location(table), StoreReadOptions.numberOrTag(version))
        : super.loadTable(ident, version);
  }

  @Override
  public Table loadTable(Identifier ident, long timestamp) throws NoSuchTableException {
    if (isMetadata(ident)) {
      return metadata(ident, Pin.asOf(StoreReadOptions.time(timestamp)));
    }
    Table table = super.loadTable(ident);
    return isStore(table)
        ? pinned(ident, location(table), Pin.asOf(StoreReadOptions.time(timestamp)))
        : super.loadTable(ident, timestamp);
  }

  /** Whether the name is that of a table, which has one namespace here, and a name behind it. */
  private static boolean isMetadata(Identifier ident) {
    return ident.namespace().length == 2 && MetadataTable.isName(ident.name());
  }

  private Table metadata(Identifier ident, Pin pin) throws NoSuchTableException {
    String[] names = ident.namespace();
    Identifier store = Identifier.of(new String[] {names[0]}, names[1]);
    Table table = super.loadTable(store);
    if (!isStore(table)) {
      throw new NoSuchTableException(ident);
    }
    StoreLocation location = location(table);
    return MetadataTable.of(ident.name(), qualified(store), location.uri(), location.conf(), pin)
        .orElseThrow(() -> new NoSuchTableException(ident));
  }

  /** Alters the store, whose columns Spark sees. What Spark's catalog has of the table stays. */
  @Override
  public Table alterTable(Identifier ident, TableChange... changes) throws NoSuchTableException {
    Table table = super.loadTable(ident);
    if (!isStore(table)) {
      return super.alterTable(ident, changes);
    }
    AlterStore.apply(location(table), changes);
    return loadTable(ident);
  }

  /** The store may be missing: a read then fails, but DROP TABLE must not. */
  private Table newest(Identifier ident, StoreLocation location) {
    return TableMaker.of(qualified(ident), location, location.latest(), WriteColumns.STORED);
  }

  private Table pinned(Identifier ident, StoreLocation location, Pin pin) {
    return TableMaker.of(
        qualified(ident), location, Optional.of(location.at(pin)), WriteColumns.STORED);
  }

  private String qualified(Identifier ident) {
    return name() + "." + Warehouse.shown(ident.namespace()) + "." + ident.name();
  }

  private static boolean isStore(Table table) {
    return isStore(table.properties());
  }

  private static boolean isStore(Map<String, String> properties) {
    return "indexkv".equalsIgnoreCase(properties.get(TableCatalog.PROP_PROVIDER));
  }

  private static StoreLocation location(Table table) {
    return StoreLocation.of(table.properties().get(TableCatalog.PROP_LOCATION));
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public Table createTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    if (!isStore(properties)) {
      return super.createTable(ident, schema, partitions, properties);
    }
    requireFree(ident);
    NewTable table = newTable(ident, schema, partitions, properties);
    if (schema.length() == 0) {
      adopt(table);
    } else {
      requireNoStore(table);
      table.publish(Optional.empty());
    }
    table.published();
    return newest(ident, table.location());
  }

  @Override
  public Table createTable(
      Identifier ident, Column[] columns, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    return isStore(properties)
        ? createTable(ident, CatalogV2Util.v2ColumnsToStructType(columns), partitions, properties)
        : super.createTable(ident, columns, partitions, properties);
  }

  /** Checks that a statement without columns names a store. */
  private static void adopt(NewTable table) {
    if (table.location().latest().isEmpty()) {
      throw new IllegalArgumentException(
          ("%s: the statement has no columns, and there is no store at %s. Name the columns and the"
                  + " key, or the place of a store by LOCATION")
              .formatted(table.name(), table.location().uri()));
    }
  }

  private static void requireNoStore(NewTable table) {
    if (table.location().hasVersions()) {
      throw new IllegalArgumentException(
          ("%s: there is a store at %s already. Leave out columns and properties to give it this"
                  + " name, or choose another LOCATION")
              .formatted(table.name(), table.location().uri()));
    }
  }

  private void requireFree(Identifier ident)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    if (!namespaceExists(ident.namespace())) {
      throw new NoSuchNamespaceException(ident.namespace());
    }
    if (tableExists(ident)) {
      throw new TableAlreadyExistsException(ident);
    }
  }

  private NewTable newTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws NoSuchNamespaceException {
    TableProperties parsed = TableProperties.of(properties);
    boolean managed = parsed.location().isEmpty();
    StoreLocation location =
        StoreLocation.of(managed ? managedPlace(ident) : parsed.location().get());
    return NewTable.of(
        qualified(ident),
        location,
        schema,
        partitions,
        parsed,
        () -> register(ident, location, managed, properties));
  }

  /** Where Spark puts a table of this name that it owns. */
  private String managedPlace(Identifier ident) throws NoSuchNamespaceException {
    String place = loadNamespaceMetadata(ident.namespace()).get(SupportsNamespaces.PROP_LOCATION);
    return new Path(place, ident.name()).toString();
  }

  /**
   * Gives the store its name in Spark's catalog. If that fails, a store that was just made goes.
   */
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  private void register(
      Identifier ident, StoreLocation location, boolean managed, Map<String, String> given) {
    Map<String, String> properties = new HashMap<>(given);
    properties.keySet().removeIf(name -> name.equalsIgnoreCase(StoreOption.PATH));
    HadoopPinnedStore store = location.latest().orElseThrow(location::missing);
    try {
      if (managed) {
        ManagedTable.register(
            ident, columns(location, store), URI.create(location.uri()), properties);
      } else {
        properties.put(TableCatalog.PROP_LOCATION, location.uri());
        super.createTable(ident, columns(location, store), new Transform[0], properties);
      }
    } catch (TableAlreadyExistsException | NoSuchNamespaceException | RuntimeException e) {
      if (managed && store.version() == 1) {
        location.remove();
      }
      throw new IllegalStateException(
          "store %s cannot get the name %s: %s"
              .formatted(location.uri(), qualified(ident), e.getMessage()),
          e);
    }
  }

  private static StructType columns(StoreLocation location, HadoopPinnedStore store) {
    return TableMaker.of(location, Optional.of(store), WriteColumns.STORED).schema();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StagedTable stageCreate(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    if (!isStore(properties)) {
      return unstaged(ident, super.createTable(ident, schema, partitions, properties));
    }
    requireFree(ident);
    NewTable table = newTable(ident, schema, partitions, properties);
    requireNoStore(table);
    return new StagedStore(table.name(), table, Optional.empty());
  }

  @Override
  public StagedTable stageReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws NoSuchTableException, NoSuchNamespaceException {
    return replacing(ident, super.loadTable(ident), schema, partitions, properties);
  }

  @Override
  public StagedTable stageCreateOrReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws NoSuchNamespaceException {
    try {
      return tableExists(ident)
          ? replacing(ident, super.loadTable(ident), schema, partitions, properties)
          : stageCreate(ident, schema, partitions, properties);
    } catch (NoSuchTableException | TableAlreadyExistsException e) {
      throw new IllegalStateException(
          "%s was created or dropped by another session meanwhile: run the statement again"
              .formatted(qualified(ident)),
          e);
    }
  }

  private StagedTable replacing(
      Identifier ident,
      Table old,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties)
      throws NoSuchTableException, NoSuchNamespaceException {
    if (isStore(properties) != isStore(old)) {
      throw new UnsupportedOperationException(
          "%s is a table of %s, and REPLACE cannot make it one of %s: drop it first"
              .formatted(
                  qualified(ident),
                  old.properties().get(TableCatalog.PROP_PROVIDER),
                  properties.get(TableCatalog.PROP_PROVIDER)));
    }
    if (!isStore(old)) {
      super.dropTable(ident);
      try {
        return unstaged(ident, createForeign(ident, schema, partitions, properties));
      } catch (TableAlreadyExistsException e) {
        throw new IllegalStateException(
            "%s was created by another session meanwhile: run the statement again"
                .formatted(qualified(ident)),
            e);
      }
    }
    return StagedStore.replacing(
        qualified(ident), location(old), schema, partitions, TableProperties.of(properties));
  }

  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  private Table createForeign(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    return super.createTable(ident, schema, partitions, properties);
  }

  /** A table of another source, which is created now and dropped again if the statement fails. */
  private StagedTable unstaged(Identifier ident, Table created) {
    Table table = created;
    if (table == null) {
      try {
        table = super.loadTable(ident);
      } catch (NoSuchTableException e) {
        throw new IllegalStateException(
            "%s was dropped by another session meanwhile".formatted(qualified(ident)), e);
      }
    }
    return new UnstagedTable(table, () -> super.dropTable(ident));
  }
}
