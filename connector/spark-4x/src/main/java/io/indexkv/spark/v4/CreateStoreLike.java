/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.conf.StoreOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.ColumnDefinition;
import org.apache.spark.sql.catalyst.plans.logical.CreateTable;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.TableSpec;
import org.apache.spark.sql.connector.catalog.CatalogV2Util;
import org.apache.spark.sql.connector.expressions.Transform;
import scala.Option;
import scala.collection.immutable.Map$;

/**
 * A statement {@code CREATE TABLE … LIKE} for a new store.
 *
 * @param storedAs whether it has STORED AS or ROW FORMAT
 * @param properties those of the statement
 */
record CreateStoreLike(
    ResolvedIdentifier name,
    LikeSource source,
    Option<String> provider,
    Option<String> location,
    boolean storedAs,
    scala.collection.immutable.Map<String, String> properties,
    boolean ifNotExists) {
  /**
   * The ordinary CREATE TABLE.
   *
   * @param parser for the defaults of columns
   * @throws IllegalArgumentException if the statement asks for another format
   */
  LogicalPlan plan(ParserInterface parser) {
    requireFormat();
    Map<String, Object> parts = new HashMap<>();
    parts.put("name", name);
    parts.put("columns", Seqs.of(columns(parser)));
    parts.put("partitioning", Seqs.<Transform>of(List.of()));
    parts.put("tableSpec", spec());
    parts.put("ignoreIfExists", ifNotExists);
    return CaseClass.of(CreateTable.class, parts);
  }

  private void requireFormat() {
    String table = name.identifier().toString();
    if (storedAs) {
      throw new IllegalArgumentException(
          "CREATE TABLE %s LIKE: a store has a format of its own. Leave STORED AS and ROW FORMAT out"
              .formatted(table));
    }
    if (provider.isDefined() && !StoreSyntax.isStore(provider)) {
      throw new IllegalArgumentException(
          "CREATE TABLE %s LIKE … USING %s: this catalog has tables of indexkv only. Leave USING out, or create the table in another catalog"
              .formatted(table, provider.get()));
    }
  }

  private List<ColumnDefinition> columns(ParserInterface parser) {
    return Arrays.stream(source.columns().fields())
        .map(field -> ColumnDefinition.fromV1Column(field, parser))
        .toList();
  }

  private TableSpec spec() {
    Map<String, Object> parts = new HashMap<>();
    parts.put("properties", allProperties());
    parts.put(
        "provider",
        CatalogV2Util.isSessionCatalog(name.catalog())
            ? Option.apply(StoreSyntax.PROVIDER)
            : provider);
    parts.put("options", Map$.MODULE$.empty());
    parts.put("location", location);
    parts.put("comment", Option.empty());
    parts.put("collation", Option.empty());
    parts.put("serde", Option.empty());
    parts.put("external", false);
    parts.put("constraints", Seqs.of(source.otherConstraints()));
    return CaseClass.of(TableSpec.class, parts);
  }

  /** Those of the statement, and those of the source that it does not name. */
  private scala.collection.immutable.Map<String, String> allProperties() {
    scala.collection.immutable.Map<String, String> all = properties;
    for (Map.Entry<String, String> more : source.properties().entrySet()) {
      if (!isGiven(more.getKey())) {
        all = all.updated(more.getKey(), more.getValue());
      }
    }
    if (!source.key().isEmpty() && StoreSyntax.KEYS.stream().noneMatch(this::isGiven)) {
      all = all.updated(StoreOption.KEY, KeyList.format(source.key()));
    }
    return all;
  }

  private boolean isGiven(String property) {
    return properties.keysIterator().exists(given -> given.equalsIgnoreCase(property));
  }
}
