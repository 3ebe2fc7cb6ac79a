/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.v4;

import io.indexkv.spark.compat.CaseClass;
import io.indexkv.spark.compat.Seqs;
import io.indexkv.spark.conf.KeyList;
import io.indexkv.spark.conf.StoreOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.ResolvedIdentifier;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.TableSpec;
import org.apache.spark.sql.catalyst.plans.logical.V2CreateTablePlan;
import org.apache.spark.sql.catalyst.rules.Rule;
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
        elements[i] = keyed(spec);
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

  private static TableSpec keyed(TableSpec spec) {
    List<Constraint> others = new ArrayList<>(Seqs.<Constraint>list(spec.constraints()));
    PrimaryKey key =
        (PrimaryKey) others.stream().filter(PrimaryKey.class::isInstance).findFirst().orElseThrow();
    others.remove(key);
    refuseRepeatedKeys(spec.properties());
    List<String> columns = StoreSyntax.columns(key);
    boolean given = isGiven(spec.properties(), columns);
    String text = KeyList.format(columns);
    return CaseClass.copied(
        TableSpec.class,
        spec,
        Map.of(
            "properties",
            given ? spec.properties() : spec.properties().updated(StoreOption.KEY, text),
            "constraints",
            Seqs.of(others)));
  }

  private static void refuseRepeatedKeys(
      scala.collection.immutable.Map<String, String> properties) {
    String name = StoreOption.DUPLICATES;
    if (properties.exists(
        one -> one._1().equalsIgnoreCase(name) && one._2().strip().equalsIgnoreCase("keep"))) {
      throw new IllegalArgumentException(
          "PRIMARY KEY says that keys are unique, but the property '%s' is 'keep': name the key by the property '%s'"
              .formatted(name, StoreOption.KEY));
    }
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
