/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.StoreHistory;
import io.indexkv.hadoop.HadoopStores;
import io.indexkv.hadoop.Storages;
import io.indexkv.spark.catalog.IndexKvTable;
import io.indexkv.spark.catalog.StoreLocation;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * The store that a call is about.
 *
 * @param name the table's whole name, quoted for SQL
 * @param location where the store is
 */
record TargetStore(SparkSession spark, String name, StoreLocation location) {
  private static final String CATALOGS = "spark.sql.catalog.";

  /**
   * Finds the table that a user named by Spark's rules for identifiers. The name may begin with the
   * catalog of the call.
   *
   * @throws IllegalArgumentException if the text is no name, names a table of another catalog, or
   *     the table is no store
   */
  static TargetStore named(String text, SparkSession spark, TableCatalog catalog) {
    List<String> parts = identifier(text, parse(text, spark), spark, catalog);
    int last = parts.size() - 1;
    Identifier ident =
        Identifier.of(parts.subList(0, last).toArray(String[]::new), parts.get(last));
    String name =
        Stream.concat(Stream.of(catalog.name()), parts.stream())
            .map(TargetStore::quoted)
            .collect(Collectors.joining("."));
    Table table = load(catalog, ident);
    if (table instanceof IndexKvTable store) {
      return new TargetStore(spark, name, store.location());
    }
    throw new IllegalArgumentException(
        "parameter 'table' names %s, which is no store of IndexKV".formatted(name));
  }

  private static List<String> parse(String text, SparkSession spark) {
    try {
      return Seqs.list(spark.sessionState().sqlParser().parseMultipartIdentifier(text));
    } catch (Exception e) { // Spark's parser throws a checked exception that it does not declare
      if (text.contains("/")) {
        return List.of(text); // a path without backquotes, of the catalog of paths
      }
      throw new IllegalArgumentException(
          ("parameter 'table' is '%s': expected the name of a table, such as ns.t; put backquotes"
                  + " around parts with other characters than letters, digits and underscores")
              .formatted(text),
          e);
    }
  }

  private static List<String> identifier(
      String text, List<String> parts, SparkSession spark, TableCatalog catalog) {
    if (parts.size() == 1) {
      return Stream.concat(Stream.of(namespace(spark, catalog)), parts.stream()).toList();
    }
    if (parts.get(0).equals(catalog.name())) {
      return parts.subList(1, parts.size());
    }
    if (spark.sessionState().conf().contains(CATALOGS + parts.get(0))) {
      throw new IllegalArgumentException(
          ("parameter 'table' is '%s', a table of the catalog %s, but the procedure is that of the"
                  + " catalog %s: call %s.system instead")
              .formatted(text, parts.get(0), catalog.name(), quoted(parts.get(0))));
    }
    return parts;
  }

  /**
   * Where a table with a name of one part is: in the current namespace, if it is this catalog's.
   */
  private static String[] namespace(SparkSession spark, TableCatalog catalog) {
    if (!spark.catalog().currentCatalog().equals(catalog.name())) {
      return catalog.defaultNamespace();
    }
    String current = spark.catalog().currentDatabase();
    return current.isEmpty() ? new String[0] : parse(current, spark).toArray(String[]::new);
  }

  private static Table load(TableCatalog catalog, Identifier ident) {
    try {
      return catalog.loadTable(ident);
    } catch (Exception e) { // Spark's exceptions are checked for Java, and say enough
      throw TargetStore.<RuntimeException>unchecked(e);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> RuntimeException unchecked(Throwable e) throws E {
    throw (E) e;
  }

  private static String quoted(String part) {
    return "`" + part.replace("`", "``") + "`";
  }

  StoreHistory history() throws IOException {
    return HadoopStores.history(location.uri(), location.conf().value());
  }

  Storage storage() throws IOException {
    return Storages.open(location.uri(), location.conf().value());
  }

  /** Tells Spark that the content of the table is another one, so that it caches the table anew. */
  void changed() {
    spark.catalog().refreshTable(name);
  }
}
