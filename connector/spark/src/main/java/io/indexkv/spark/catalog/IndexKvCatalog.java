/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.conf.RunningSpark;
import io.indexkv.spark.conf.StoreReadOptions;
import io.indexkv.spark.metadata.MetadataTable;
import io.indexkv.spark.snapshot.HadoopPinnedStore;
import io.indexkv.spark.write.WriteColumns;
import io.indexkv.store.Pin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.analysis.NamespaceAlreadyExistsException;
import org.apache.spark.sql.catalyst.analysis.NoSuchFunctionException;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.NonEmptyNamespaceException;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;
import org.apache.spark.sql.connector.catalog.FunctionCatalog;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.StagedTable;
import org.apache.spark.sql.connector.catalog.StagingTableCatalog;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalogCapability;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.catalog.functions.UnboundFunction;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * A catalog of stores in a directory. Users configure it by {@code spark.sql.catalog.kv}, the name
 * of this class, and {@code spark.sql.catalog.kv.warehouse}, a directory on any file system.
 *
 * <p>A namespace is a directory there, and a table is a directory that holds a store. A table that
 * was created with LOCATION has its store in that place.
 */
public class IndexKvCatalog
    implements StagingTableCatalog, SupportsNamespaces, FunctionCatalog, StoreCatalog {
  private static final String WAREHOUSE = "warehouse";

  private String name;
  private Warehouse warehouse;

  /** For Spark, which creates the catalog by its class name. */
  public IndexKvCatalog() {}

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap options) {
    RunningSpark.current().check();
    name = catalogName;
    String conf = "spark.sql.catalog." + catalogName;
    for (String option : options.asCaseSensitiveMap().keySet()) {
      if (!option.equalsIgnoreCase(WAREHOUSE)) {
        throw new IllegalArgumentException(
            "setting '%s.%s' is unknown: the catalog has the setting '%s.%s' only"
                .formatted(conf, option, conf, WAREHOUSE));
      }
    }
    String root = options.get(WAREHOUSE);
    if (root == null || root.isBlank()) {
      throw new IllegalArgumentException(
          "setting '%s.%s' is missing: name the directory that holds the catalog's tables"
              .formatted(conf, WAREHOUSE));
    }
    warehouse = new Warehouse(root);
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
    return table(ident, Pin.newest());
  }

  @Override
  public Table loadTable(Identifier ident, String version) throws NoSuchTableException {
    return table(ident, StoreReadOptions.numberOrTag(version));
  }

  @Override
  public Table loadTable(Identifier ident, long timestamp) throws NoSuchTableException {
    return table(ident, Pin.asOf(StoreReadOptions.time(timestamp)));
  }

  private Table table(Identifier ident, Pin pin) throws NoSuchTableException {
    StoreLocation location = warehouse.place(ident);
    Optional<HadoopPinnedStore> store = location.ifThere(pin);
    if (store.isEmpty()) {
      Optional<String> link = warehouse.link(ident);
      if (link.isEmpty()) {
        return metadata(ident, pin);
      }
      location = StoreLocation.of(link.get());
      store = Optional.of(location.at(pin));
    }
    return TableMaker.of(qualified(ident), location, store, WriteColumns.STORED);
  }

  /** The table behind the name of a store's table, such as airports.history. */
  private Table metadata(Identifier ident, Pin pin) throws NoSuchTableException {
    int last = ident.namespace().length - 1;
    if (last < 0 || !MetadataTable.isName(ident.name())) {
      throw new NoSuchTableException(ident);
    }
    Identifier store =
        Identifier.of(Arrays.copyOf(ident.namespace(), last), ident.namespace()[last]);
    StoreLocation location =
        warehouse.find(store).orElseThrow(() -> new NoSuchTableException(ident));
    return MetadataTable.of(ident.name(), qualified(store), location.uri(), location.conf(), pin)
        .orElseThrow(() -> new NoSuchTableException(ident));
  }

  private StoreLocation location(Identifier ident) throws NoSuchTableException {
    return warehouse.find(ident).orElseThrow(() -> new NoSuchTableException(ident));
  }

  private String qualified(Identifier ident) {
    return String.join(
        ".",
        Stream.of(Stream.of(name), Arrays.stream(ident.namespace()), Stream.of(ident.name()))
            .flatMap(part -> part)
            .toList());
  }

  @Override
  public boolean tableExists(Identifier ident) {
    return warehouse.find(ident).isPresent();
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public Table createTable(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    requireFree(ident);
    NewTable table = table(ident, schema, partitions, TableProperties.of(properties));
    table.publish(Optional.empty());
    table.published();
    return TableMaker.of(
        table.name(), table.location(), table.location().latest(), WriteColumns.STORED);
  }

  @Override
  @SuppressWarnings("deprecation") // abstract in Spark 3.5
  public StagedTable stageCreate(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    requireFree(ident);
    NewTable table = table(ident, schema, partitions, TableProperties.of(properties));
    return new StagedStore(table.name(), table, Optional.empty());
  }

  @Override
  public StagedTable stageReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws NoSuchTableException {
    return StagedStore.replacing(
        qualified(ident), location(ident), schema, partitions, TableProperties.of(properties));
  }

  @Override
  public StagedTable stageCreateOrReplace(
      Identifier ident, StructType schema, Transform[] partitions, Map<String, String> properties)
      throws NoSuchNamespaceException {
    TableProperties parsed = TableProperties.of(properties);
    Optional<StoreLocation> there = warehouse.find(ident);
    if (there.isPresent()) {
      return StagedStore.replacing(qualified(ident), there.get(), schema, partitions, parsed);
    }
    requireNamespace(ident.namespace());
    NewTable table = table(ident, schema, partitions, parsed);
    return new StagedStore(table.name(), table, Optional.empty());
  }

  /** The table to create at its place. Fails if there is a store with no name of this catalog. */
  private NewTable table(
      Identifier ident, StructType schema, Transform[] partitions, TableProperties properties) {
    StoreLocation location =
        properties.location().map(StoreLocation::of).orElseGet(() -> warehouse.place(ident));
    if (location.latest().isPresent()) {
      throw new IllegalArgumentException(
          ("LOCATION %s has a store already, and CREATE TABLE makes a new one. Read that store by its"
                  + " path, indexkv.`%s`, or choose another place")
              .formatted(location.uri(), location.uri()));
    }
    boolean linked = properties.location().isPresent();
    return NewTable.of(
        qualified(ident),
        location,
        schema,
        partitions,
        properties,
        linked ? () -> warehouse.putLink(ident, location.uri()) : () -> {});
  }

  private void requireFree(Identifier ident)
      throws TableAlreadyExistsException, NoSuchNamespaceException {
    requireNamespace(ident.namespace());
    if (warehouse.find(ident).isPresent()) {
      throw new TableAlreadyExistsException(ident);
    }
  }

  private void requireNamespace(String[] namespace) throws NoSuchNamespaceException {
    if (!warehouse.hasNamespace(namespace)) {
      // with the catalog, as Spark's own catalogs say it
      throw new NoSuchNamespaceException(
          Stream.concat(Stream.of(name), Arrays.stream(namespace)).toArray(String[]::new));
    }
  }

  @Override
  public Table alterTable(Identifier ident, TableChange... changes) throws NoSuchTableException {
    AlterStore.apply(location(ident), changes);
    return loadTable(ident);
  }

  /**
   * Drops a table. Its store is moved to the trash where the file system has one, and deleted
   * otherwise. A store that has its place by LOCATION stays.
   */
  @Override
  public boolean dropTable(Identifier ident) {
    return drop(ident, false);
  }

  /** Drops a table and deletes its store, wherever that is. */
  @Override
  public boolean purgeTable(Identifier ident) {
    return drop(ident, true);
  }

  private boolean drop(Identifier ident, boolean purge) {
    Optional<String> link = warehouse.link(ident);
    if (link.isPresent()) {
      if (purge) {
        StoreLocation.of(link.get()).remove();
      }
      warehouse.deleteLink(ident);
      return true;
    }
    if (!warehouse.hasTable(ident)) {
      return false;
    }
    if (purge || !warehouse.moveToTrash(ident)) {
      warehouse.place(ident).remove();
    }
    return true;
  }

  @Override
  public void renameTable(Identifier from, Identifier to)
      throws NoSuchTableException, TableAlreadyExistsException {
    location(from);
    if (!warehouse.hasNamespace(to.namespace())) {
      throw new IllegalArgumentException(
          "there is no namespace %s: create it first".formatted(Warehouse.shown(to.namespace())));
    }
    if (warehouse.find(to).isPresent()) {
      throw new TableAlreadyExistsException(to);
    }
    warehouse.rename(from, to);
  }

  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    requireNamespace(namespace);
    return warehouse.tables(namespace).stream()
        .map(table -> Identifier.of(namespace, table))
        .toArray(Identifier[]::new);
  }

  @Override
  public UnboundFunction loadFunction(Identifier ident) throws NoSuchFunctionException {
    return TableFunctions.load(name, ident, this::newest);
  }

  @Override
  public Identifier[] listFunctions(String[] namespace) {
    return TableFunctions.list(namespace, this::newest);
  }

  private Optional<HadoopPinnedStore> newest(Identifier table) {
    return warehouse.find(table).flatMap(StoreLocation::latest);
  }

  @Override
  public boolean namespaceExists(String[] namespace) {
    return warehouse.hasNamespace(namespace);
  }

  @Override
  public String[][] listNamespaces() {
    return listed(new String[0]);
  }

  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    requireNamespace(namespace);
    return listed(namespace);
  }

  private String[][] listed(String[] parent) {
    return warehouse.namespaces(parent).stream()
        .map(child -> Stream.concat(Arrays.stream(parent), Stream.of(child)))
        .map(parts -> parts.toArray(String[]::new))
        .toArray(String[][]::new);
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    requireNamespace(namespace);
    Map<String, String> properties = new HashMap<>(warehouse.namespaceProperties(namespace));
    properties.put(SupportsNamespaces.PROP_LOCATION, warehouse.directory(namespace).toString());
    return properties;
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> properties)
      throws NamespaceAlreadyExistsException {
    if (warehouse.hasNamespace(namespace)) {
      throw new NamespaceAlreadyExistsException(namespace);
    }
    if (properties.containsKey(SupportsNamespaces.PROP_LOCATION)) {
      throw new UnsupportedOperationException(
          "CREATE NAMESPACE %s LOCATION: a namespace is a directory of the catalog's warehouse. Leave LOCATION out"
              .formatted(Warehouse.shown(namespace)));
    }
    String[] parent = Arrays.copyOf(namespace, namespace.length - 1);
    if (!warehouse.hasNamespace(parent)) {
      throw new IllegalArgumentException(
          "there is no namespace %s: create it first".formatted(Warehouse.shown(parent)));
    }
    if (warehouse.find(Identifier.of(parent, namespace[namespace.length - 1])).isPresent()) {
      throw new IllegalArgumentException(
          "%s is a table, so it cannot be a namespace".formatted(Warehouse.shown(namespace)));
    }
    warehouse.putNamespace(namespace, properties);
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes)
      throws NoSuchNamespaceException {
    requireNamespace(namespace);
    Map<String, String> properties = new HashMap<>(warehouse.namespaceProperties(namespace));
    for (NamespaceChange change : changes) {
      if (change instanceof NamespaceChange.SetProperty set) {
        properties.put(set.property(), set.value());
      } else if (change instanceof NamespaceChange.RemoveProperty remove) {
        properties.remove(remove.property());
      }
    }
    if (properties.remove(SupportsNamespaces.PROP_LOCATION) != null) {
      throw new UnsupportedOperationException(
          "the location of a namespace cannot change: it is a directory of the catalog's warehouse");
    }
    warehouse.putNamespace(namespace, properties);
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade)
      throws NoSuchNamespaceException, NonEmptyNamespaceException {
    if (namespace.length == 0) {
      throw new UnsupportedOperationException("the root of a catalog cannot be dropped");
    }
    requireNamespace(namespace);
    String[][] inner = listed(namespace);
    Identifier[] tables = listTables(namespace);
    if (!cascade && inner.length + tables.length > 0) {
      throw new NonEmptyNamespaceException(namespace);
    }
    for (String[] child : inner) {
      dropNamespace(child, true);
    }
    for (Identifier table : tables) {
      dropTable(table);
    }
    warehouse.deleteNamespace(namespace);
    if (warehouse.hasNamespace(namespace)) {
      throw new IllegalStateException(
          "%s has no tables any more, but the directory %s has files that IndexKV did not write: delete them yourself"
              .formatted(Warehouse.shown(namespace), warehouse.directory(namespace)));
    }
    return true;
  }
}
