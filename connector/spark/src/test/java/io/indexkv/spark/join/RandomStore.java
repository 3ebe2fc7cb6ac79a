/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.join.RandomColumns.Column;
import io.indexkv.spark.join.RandomColumns.Type;
import io.indexkv.spark.join.RandomTables.Keys;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A store's side of a random join: the store itself, or below filters and projections.
 *
 * @param sql the text in FROM
 * @param keyNames names of the key's columns in {@code sql}
 * @param columns of {@code sql}, under the alias
 */
record RandomStore(
    Random random,
    Keys keys,
    String sql,
    String alias,
    List<String> keyNames,
    RandomColumns columns) {

  static RandomStore of(Random random, String alias) {
    Keys keys = RandomTables.KEYS.get(random.nextInt(RandomTables.KEYS.size()));
    List<Column> columns = new ArrayList<>(RandomTables.STORE_COLUMNS);
    List<String> names = new ArrayList<>(keys.key());
    RandomColumns inside = new RandomColumns(random, columns);
    String store = keys.store() + (random.nextBoolean() ? RandomTables.LAYERS : "");
    String sql = store;
    switch (random.nextInt(6)) {
      case 0 -> sql = "(select * from " + store + " where " + inside.predicate() + ")";
      case 1, 2 -> {
        StringBuilder select = new StringBuilder("(select ");
        for (int i = 0; i < names.size(); i++) {
          select.append(names.get(i)).append(" as x").append(i).append(", ");
          names.set(i, "x" + i);
        }
        select.append(inside.number()).append(" as e, ").append(inside.text()).append(" as g, st");
        select.append(" from ").append(store);
        if (random.nextBoolean()) {
          select.append(" where ").append(inside.predicate());
        }
        sql = select.append(")").toString();
        columns =
            new ArrayList<>(
                List.of(
                    new Column("e", Type.NUMBER),
                    new Column("g", Type.TEXT),
                    new Column("st", Type.STRUCT)));
      }
      default -> {}
    }
    for (int i = 0; i < names.size(); i++) {
      columns.add(new Column(names.get(i), keys.types().get(i)));
    }
    return new RandomStore(
        random, keys, sql, alias, names, new RandomColumns(random, columns).as(alias));
  }

  /** The text in FROM, with the alias. */
  String table() {
    return sql + " " + alias;
  }

  /** A condition that mostly gives the key, and mostly has more terms. */
  String condition(String probe, RandomColumns scope) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < keyNames.size(); i++) {
      String fact = key(i, probe);
      String build = alias + "." + keyNames.get(i);
      String equals = random.nextInt(25) == 0 ? " <=> " : " = ";
      terms.add(random.nextBoolean() ? fact + equals + build : build + equals + fact);
    }
    if (terms.size() > 1 && random.nextInt(10) == 0) {
      terms.remove(0);
    }
    RandomColumns both = scope.and(columns);
    while (random.nextInt(3) == 0) {
      terms.add(both.predicate());
    }
    Collections.shuffle(terms, random);
    return String.join(" and ", terms);
  }

  /**
   * Functions whose result for one row is known. Spark 3.5 gives null for a count of no rows where
   * its optimizer can tell that a table in memory has none; the count is 0.
   */
  private static final List<String> AGGREGATES =
      SubqueryQueries.isSpark4()
          ? List.of("max", "min", "first", "last", "any_value", "count")
          : List.of("max", "min", "first", "last", "any_value");

  /** A correlated scalar subquery of one row, or an aggregate of it. */
  String scalar(String probe) {
    String value = random.nextBoolean() ? columns.number() : columns.text();
    String result =
        SubqueryQueries.isSpark4() && random.nextBoolean()
            ? value
            : AGGREGATES.get(random.nextInt(AGGREGATES.size())) + "(" + value + ")";
    return "(select %s from %s where %s)".formatted(result, table(), own(probe));
  }

  /** The text after JOIN: one row of the store for each row of the probe side. */
  String lateral(String probe) {
    return "lateral (select * from %s where %s limit 1) %s_of"
        .formatted(table(), own(probe), alias);
  }

  /** The text after JOIN: the store grouped by its key, which changes nothing. */
  String grouped(String probe) {
    return "(select distinct %s from %s) %s on %s"
        .formatted(String.join(", ", keyNames), sql, alias, String.join(" and ", keyed(probe)));
  }

  /** INTERSECT or EXCEPT of keys. */
  String setOperation(String facts, String probe) {
    List<String> asked = new ArrayList<>();
    for (int i = 0; i < keyNames.size(); i++) {
      asked.add(key(i, probe));
    }
    return "select %s from %s %s select %s from %s"
        .formatted(
            String.join(", ", asked),
            facts,
            random.nextBoolean() ? "intersect" : "except",
            String.join(", ", keyNames),
            table());
  }

  /** A condition that gives the key, and perhaps has more terms on the store alone. */
  private String own(String probe) {
    List<String> terms = keyed(probe);
    while (random.nextInt(3) == 0) {
      terms.add(columns.predicate());
    }
    return String.join(" and ", terms);
  }

  private List<String> keyed(String probe) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < keyNames.size(); i++) {
      String equals = random.nextInt(5) == 0 ? " <=> " : " = ";
      terms.add(key(i, probe) + equals + alias + "." + keyNames.get(i));
    }
    return terms;
  }

  /** EXISTS, NOT EXISTS, IN or NOT IN. */
  String membership(String probe, RandomColumns scope) {
    String not = random.nextInt(3) == 0 ? "not " : "";
    if (random.nextBoolean() || keyNames.size() > 1) {
      return "%sexists (select 1 from %s where %s)"
          .formatted(not, table(), condition(probe, scope));
    }
    return "%s %sin (select %s from %s)".formatted(key(0, probe), not, keyNames.get(0), table());
  }

  private String key(int i, String probe) {
    String column = keys.facts().get(i).replace("$", probe);
    return switch (random.nextInt(8)) {
      case 0 ->
          switch (keys.types().get(i)) {
            case NUMBER -> column + " + 0";
            case TEXT -> "concat(" + column + ", '')";
            default -> "coalesce(" + column + ", " + column + ")";
          };
      case 1 -> "if(" + probe + ".a > 4, " + column + ", null)";
      default -> column;
    };
  }
}
