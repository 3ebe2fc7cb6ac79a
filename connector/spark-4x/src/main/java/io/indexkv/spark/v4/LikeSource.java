/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.compat.Unchecked;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.ColumnNames;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.TableIdentifier;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.ResolvedPersistentView;
import org.apache.spark.sql.catalyst.analysis.ResolvedTable;
import org.apache.spark.sql.catalyst.analysis.ResolvedTempView;
import org.apache.spark.sql.catalyst.catalog.CatalogTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.util.CharVarcharUtils;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.V1Table;
import org.apache.spark.sql.connector.catalog.constraints.Constraint;
import org.apache.spark.sql.connector.catalog.constraints.PrimaryKey;
import org.apache.spark.sql.types.StructType;

/**
 * What a new store takes over from the table or view that CREATE TABLE LIKE names.
 *
 * @param columns with the types CHAR and VARCHAR as they were declared, comments and defaults
 * @param key empty if the source has none
 * @param properties of a store, without those that Spark or the catalog sets; empty otherwise
 * @param otherConstraints all but the primary key
 */
record LikeSource(
    boolean isStore,
    StructType columns,
    List<String> key,
    Map<String, String> properties,
    List<Constraint> otherConstraints) {

  /**
   * The table or view that Spark's rules have found.
   *
   * @return empty if they have not found it yet
   */
  static Optional<LikeSource> of(LogicalPlan found, SparkSession spark) {
    if (found instanceof ResolvedTable table) {
      return Optional.of(of(table.table()));
    }
    if (found instanceof ResolvedPersistentView view) {
      return Optional.of(ofView(names(view.catalog().name(), view.identifier()), spark));
    }
    if (found instanceof ResolvedTempView view) {
      return Optional.of(ofView(names(null, view.identifier()), spark));
    }
    return Optional.empty();
  }

  /** A table or view of Spark's own catalog, or a temporary view. */
  static LikeSource ofSparksCatalog(TableIdentifier name, SparkSession spark) {
    CatalogTable found = spark.sessionState().catalog().getTempViewOrPermanentTableMetadata(name);
    if (!StoreSyntax.isStore(found.provider())) {
      return of(CharVarcharUtils.getRawSchema(found.schema()));
    }
    ResolvedIdentifier table = SparksCatalog.resolved(found.identifier(), spark);
    try {
      return of(((TableCatalog) table.catalog()).loadTable(table.identifier()));
    } catch (NoSuchTableException e) {
      throw Unchecked.thrown(e);
    }
  }

  private static LikeSource of(Table table) {
    if (table instanceof V1Table plain) {
      return of(CharVarcharUtils.getRawSchema(plain.catalogTable().schema()));
    }
    StructType columns = CatalogV2Util.v2ColumnsToStructType(table.columns());
    List<Constraint> others = new ArrayList<>(List.of(table.constraints()));
    others.removeIf(PrimaryKey.class::isInstance);
    return table instanceof StoreTable store
        ? new LikeSource(true, columns, store.declaredKey(), own(table.properties()), others)
        : new LikeSource(false, columns, primaryKey(table), Map.of(), others);
  }

  private static LikeSource of(StructType columns) {
    return new LikeSource(false, columns, List.of(), Map.of(), List.of());
  }

  private static LikeSource ofView(String name, SparkSession spark) {
    return of(CharVarcharUtils.getRawSchema(spark.table(name).schema()));
  }

  private static String names(String catalog, Identifier view) {
    List<String> parts = new ArrayList<>();
    if (catalog != null) {
      parts.add(catalog);
    }
    parts.addAll(List.of(view.namespace()));
    parts.add(view.name());
    return parts.stream().map(ColumnNames::quoted).collect(Collectors.joining("."));
  }

  private static List<String> primaryKey(Table table) {
    return Arrays.stream(table.constraints())
        .filter(PrimaryKey.class::isInstance)
        .flatMap(key -> StoreSyntax.columns((PrimaryKey) key).stream())
        .toList();
  }

  private static Map<String, String> own(Map<String, String> shown) {
    Map<String, String> own = new TreeMap<>(shown);
    own.keySet().removeAll(Seqs.<String>list(CatalogV2Util.TABLE_RESERVED_PROPERTIES()));
    own.remove(StoreOption.KEY);
    return own;
  }
}
