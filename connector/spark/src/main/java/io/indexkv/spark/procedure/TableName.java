/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.procedure;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.snapshot.ColumnNames;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.TableCatalog;

/**
 * The name of a table as an argument.
 *
 * @param ident the name in its catalog
 * @param quoted the whole name, with the catalog, quoted for SQL
 */
record TableName(Identifier ident, String quoted) {
  private static final String CATALOGS = "spark.sql.catalog.";

  /**
   * Reads a name by Spark's rules for identifiers. It may begin with the catalog of the call.
   *
   * @throws IllegalArgumentException if the text is no name, or names a table of another catalog
   */
  static TableName of(String text, SparkSession spark, TableCatalog catalog) {
    List<String> parts = parts(text, spark, catalog);
    int last = parts.size() - 1;
    return new TableName(
        Identifier.of(parts.subList(0, last).toArray(String[]::new), parts.get(last)),
        Stream.concat(Stream.of(catalog.name()), parts.stream())
            .map(ColumnNames::quoted)
            .collect(Collectors.joining(".")));
  }

  private static List<String> parts(String text, SparkSession spark, TableCatalog catalog) {
    List<String> parts = parse(text, spark);
    if (parts.size() == 1) {
      return Stream.concat(namespace(spark, catalog).stream(), parts.stream()).toList();
    }
    if (parts.get(0).equals(catalog.name())) {
      return parts.subList(1, parts.size());
    }
    if (spark.sessionState().conf().contains(CATALOGS + parts.get(0))) {
      throw new IllegalArgumentException(
          ("parameter 'table' is '%s', a table of the catalog %s, but the procedure is that of the"
                  + " catalog %s: call %s.system instead")
              .formatted(text, parts.get(0), catalog.name(), ColumnNames.quoted(parts.get(0))));
    }
    return parts;
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

  /**
   * Where a table with a name of one part is: in the current namespace, if it is this catalog's.
   */
  private static List<String> namespace(SparkSession spark, TableCatalog catalog) {
    if (!spark.catalog().currentCatalog().equals(catalog.name())) {
      return List.of(catalog.defaultNamespace());
    }
    String current = spark.catalog().currentDatabase();
    return current.isEmpty() ? List.of() : parse(current, spark);
  }
}
