/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.catalog;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Maps;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.catalog.CatalogStorageFormat;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.catalog.CatalogTableType;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.types.StructType;
import scala.Option;

/**
 * Gives a store that exists the name of a table that Spark owns. Spark's catalog of tables refuses
 * that for a directory with files, unless it is told not to look.
 */
final class ManagedTable {
  private ManagedTable() {}

  static void register(
      Identifier ident, StructType columns, URI location, Map<String, String> given) {
    Map<String, String> properties = new HashMap<>(given);
    String comment = properties.get(TableCatalog.PROP_COMMENT);
    String owner = properties.get(TableCatalog.PROP_OWNER);
    Map<String, Object> values = new HashMap<>();
    values.put("identifier", new TableIdentifier(ident.name(), Option.apply(ident.namespace()[0])));
    values.put("tableType", CatalogTableType.MANAGED());
    values.put("storage", storage(location));
    values.put("schema", columns);
    values.put("provider", Option.apply("indexkv"));
    values.put("comment", Option.apply(comment));
    if (owner != null) {
      values.put("owner", owner);
    }
    values.put("properties", Maps.of(properties));
    SparkSession.active()
        .sessionState()
        .catalog()
        .createTable(CaseClass.of(CatalogTable.class, values), false, false);
  }

  private static CatalogStorageFormat storage(URI location) {
    return CaseClass.copied(
        CatalogStorageFormat.class,
        CatalogStorageFormat.empty(),
        Map.of("locationUri", Option.apply(location)));
  }
}
