/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Maps;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.conf.StoreOption;
import io.indexkv.spark.snapshot.StoreTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceTable;
import org.apache.spark.sql.catalyst.plans.logical.ReplaceTableAsSelect;
import org.apache.spark.sql.catalyst.plans.logical.TableSpec;
import org.apache.spark.sql.catalyst.plans.logical.V2CreateTablePlan;
import org.apache.spark.sql.catalyst.rules.Rule;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.constraints.Constraint;
import org.apache.spark.sql.connector.catalog.constraints.PrimaryKey;

/**
 * Makes {@code PRIMARY KEY} of a new store its key, as the property {@code key} does, which
 * catalogs get on every Spark. Spark refuses the other constraints, which no catalog of stores
 * supports.
 */
final class PrimaryKeys extends Rule<LogicalPlan> {
  @Override
  public LogicalPlan apply(LogicalPlan plan) {
    if (!(plan instanceof V2CreateTablePlan)) {
      return plan;
    }
    Object[] elements = new Object[plan.productArity()];
    Arrays.setAll(elements, plan::productElement);
    boolean store = Arrays.stream(elements).anyMatch(PrimaryKeys::isOfStore);
    boolean changed = false;
    for (int i = 0; i < elements.length && store; i++) {
      if (elements[i] instanceof TableSpec spec && hasKey(spec)) {
        elements[i] = keyed(spec, replacesRepeatedKeys(plan));
        changed = true;
      }
    }
    return changed ? plan.makeCopy(elements) : plan;
  }

  private static boolean isOfStore(Object element) {
    return element instanceof ResolvedIdentifier name && StoreSyntax.hasOnlyStores(name.catalog())
        || element instanceof TableSpec spec && StoreSyntax.isStore(spec.provider());
  }

  private static boolean hasKey(TableSpec spec) {
    return Seqs.<Constraint>list(spec.constraints()).stream()
        .anyMatch(PrimaryKey.class::isInstance);
  }

  /** Whether the statement replaces a table that keeps rows of equal keys. */
  private static boolean replacesRepeatedKeys(LogicalPlan plan) {
    if (!(plan instanceof ReplaceTable) && !(plan instanceof ReplaceTableAsSelect)) {
      return false;
    }
    for (int i = 0; i < plan.productArity(); i++) {
      if (plan.productElement(i) instanceof ResolvedIdentifier name
          && name.catalog() instanceof TableCatalog catalog) {
        try {
          Table replaced = catalog.loadTable(name.identifier());
          return replaced instanceof StoreTable && keepEqualKeys(replaced.properties());
        } catch (NoSuchTableException e) {
          return false; // CREATE OR REPLACE creates it
        }
      }
    }
    return false;
  }

  /**
   * The table with its key as a property.
   *
   * @param replacesRepeated whether the table that it replaces keeps rows of equal keys; its
   *     property must not stay
   */
  private static TableSpec keyed(TableSpec spec, boolean replacesRepeated) {
    List<Constraint> others = new ArrayList<>(Seqs.<Constraint>list(spec.constraints()));
    PrimaryKey key =
        (PrimaryKey) others.stream().filter(PrimaryKey.class::isInstance).findFirst().orElseThrow();
    others.remove(key);
    if (keepEqualKeys(Maps.java(spec.properties()))) {
      throw new IllegalArgumentException(
          "PRIMARY KEY says that keys are unique, but the property '%s' is 'keep': name the key by the property '%s'"
              .formatted(StoreOption.DUPLICATES, StoreOption.KEY));
    }
    List<String> columns = StoreSyntax.columns(key);
    scala.collection.immutable.Map<String, String> properties = spec.properties();
    boolean saysMore =
        properties.keysIterator().exists(one -> one.equalsIgnoreCase(StoreOption.DUPLICATES));
    scala.collection.immutable.Map<String, String> unique =
        replacesRepeated && !saysMore
            ? properties.updated(StoreOption.DUPLICATES, "fail")
            : properties;
    boolean given = isGiven(properties, columns);
    String text = KeyList.format(columns);
    return CaseClass.copied(
        TableSpec.class,
        spec,
        Map.of(
            "properties",
            given ? unique : unique.updated(StoreOption.KEY, text),
            "constraints",
            Seqs.of(others)));
  }

  /** Whether the properties of a table, whose names have no case, say so. */
  private static boolean keepEqualKeys(Map<String, String> properties) {
    return properties.entrySet().stream()
        .anyMatch(
            one ->
                one.getKey().equalsIgnoreCase(StoreOption.DUPLICATES)
                    && one.getValue().strip().equalsIgnoreCase("keep"));
  }

  /** Whether a property names the key, too. Refuses one that names another key. */
  private static boolean isGiven(
      scala.collection.immutable.Map<String, String> properties, List<String> columns) {
    boolean found = false;
    for (String name : StoreSyntax.KEYS) {
      if (!properties.contains(name)) {
        continue;
      }
      List<String> given = KeyList.parse(properties.apply(name));
      boolean same = given.size() == columns.size();
      for (int i = 0; i < given.size() && same; i++) {
        same = given.get(i).equalsIgnoreCase(columns.get(i));
      }
      if (!same) {
        throw new IllegalArgumentException(
            "PRIMARY KEY names the columns %s, but the property '%s' names %s: give one of them"
                .formatted(columns, name, given));
      }
      found = true;
    }
    return found;
  }
}
