/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes random queries that join with stores. The same random numbers give the same queries. */
final class RandomQuery {
  private final Random random;
  private final StringBuilder from = new StringBuilder();
  private final List<String> where = new ArrayList<>();
  private final String probe;
  private RandomColumns scope;
  private int aliases;

  private RandomQuery(Random random) {
    this.random = random;
    probe = alias();
    scope = new RandomColumns(random, RandomTables.FACT_COLUMNS).as(probe);
  }

  static String of(Random random) {
    return new RandomQuery(random).query();
  }

  private String query() {
    from.append(facts()).append(' ').append(probe);
    if (random.nextInt(16) == 0) {
      return RandomStore.of(random, alias()).setOperation(from.toString(), probe);
    }
    int joins = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
    for (int i = 0; i < joins; i++) {
      join(i == 0);
    }
    while (random.nextInt(3) == 0) {
      where.add(scope.predicate());
    }
    String rest = " from " + from + where();
    if (random.nextInt(5) == 0) {
      return "select %1$s, count(*), count(%2$s), min(%3$s)%4$s group by %1$s"
          .formatted(scope.predicate(), scope.any(), scope.text(), rest);
    }
    List<String> select = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      select.add(scope.any() + " as c" + i);
    }
    String list = random.nextInt(8) == 0 ? "*" : String.join(", ", select);
    if (random.nextInt(5) == 0) {
      list += ", " + RandomStore.of(random, alias()).scalar(probe) + " as scalar";
    }
    return "select " + list + rest;
  }

  /** The facts, unchanged or from a subquery with the same columns. */
  private String facts() {
    RandomColumns facts = new RandomColumns(random, RandomTables.FACT_COLUMNS);
    return switch (random.nextInt(10)) {
      case 0 -> "(select * from facts where " + facts.predicate() + ")";
      case 1 -> "(select distinct * from facts)";
      case 2 -> "(select * from facts where id < 40 union all select * from facts where id > 20)";
      case 3 -> "(select *, " + facts.any() + " as more from facts)";
      case 4 -> "(select f.* from facts f join facts g on f.id = g.a)";
      default -> "facts";
    };
  }

  private void join(boolean first) {
    RandomStore store = RandomStore.of(random, alias());
    String on = " on " + store.condition(probe, scope);
    boolean visible = true;
    switch (random.nextInt(14)) {
      case 0, 1, 2 -> from.append(" left join ").append(store.table()).append(on);
      case 3, 4 -> from.append(" join ").append(store.table()).append(on);
      case 5 -> {
        from.append(" cross join ").append(store.table());
        where.add(store.condition(probe, scope));
      }
      case 6, 7 -> {
        // the store on the left, if there is no join yet
        String type = random.nextBoolean() ? " right join " : " join ";
        if (first) {
          from.insert(0, store.table() + type).append(on);
        } else {
          from.append(type).append(store.table()).append(on);
        }
      }
      case 8 -> from.append(" full join ").append(store.table()).append(on);
      case 9 -> {
        if (SubqueryQueries.isSpark4() && !first) {
          from.append(random.nextBoolean() ? " join " : " left join ").append(store.lateral(probe));
        } else {
          from.append(" left join ").append(store.grouped(probe));
        }
        visible = false;
      }
      default -> {
        visible = false;
        switch (random.nextInt(5)) {
          case 0 -> from.append(" left semi join ").append(store.table()).append(on);
          case 1 -> from.append(" left anti join ").append(store.table()).append(on);
          case 2 -> where.add(store.membership(probe, scope));
          default ->
              where.add("(" + scope.predicate() + " or " + store.membership(probe, scope) + ")");
        }
      }
    }
    if (visible) {
      scope = scope.and(store.columns());
    }
  }

  private String where() {
    return where.isEmpty() ? "" : " where " + String.join(" and ", where);
  }

  private String alias() {
    return "t" + aliases++;
  }
}
