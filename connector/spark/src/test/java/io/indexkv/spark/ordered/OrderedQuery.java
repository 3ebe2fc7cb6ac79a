/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.ordered.OrderedTables.Store;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes random joins with stores that give the first key columns, bounds, or both. The same random
 * numbers give the same queries.
 */
final class OrderedQuery {
  /** Whether this Spark allows any condition and a limit in a lateral subquery. */
  private static final boolean LATERAL = !LocalSpark.session().version().startsWith("3.");

  private static final List<String> OPERATORS = List.of("<", "<=", ">", ">=");

  /** Texts that begin with keys of strings. */
  private static final List<String> TEXTS_OF_FACTS =
      List.of(
          "concat(f.fs, 'b8')",
          "concat(f.fs, f.id)",
          "concat(f.fs, f.fs)",
          "concat(f.fs, 9 + f.m)",
          "substr(f.fs, 1, 2)",
          "concat('a', f.fs)");

  private static final List<Store> TEXTS =
      OrderedTables.STORES.stream()
          .filter(store -> store.key().get(store.key().size() - 1) == KeyDomain.S)
          .toList();

  private final Random random;
  private Store store;

  /** How many of the first key columns have an equality. */
  private int equalities;

  /** A query with the same rows as this one; null if it is this one. */
  private String reference;

  private OrderedQuery(Random random) {
    this.random = random;
    store = oneOf(OrderedTables.STORES);
  }

  /**
   * A query, and one with the same rows for Spark itself. Spark 4.1 loses rows of a lateral
   * subquery with a limit if its condition compares an expression of the outer row.
   */
  record Pair(String sql, String reference) {}

  static Pair of(Random random) {
    OrderedQuery query = new OrderedQuery(random);
    String sql = query.query();
    return new Pair(sql, query.reference == null ? sql : query.reference);
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private String query() {
    String dimension = dimension() + " d";
    String on = condition();
    String select =
        random.nextInt(4) == 0
            ? "count(*), sum(f.m), count(f.x)"
            : "f.id, f.m, hex(f.fbin) as bin, f.fts, f.x";
    String columns = random.nextInt(4) == 0 ? ", count(d.v), max(d.t)" : ", d.v, d.w, d.t, d.k0";
    if (select.startsWith("count") != columns.startsWith(", count")) {
      columns = select.startsWith("count") ? ", count(d.v), min(d.t)" : ", d.w, d.v";
    }
    String facts = facts() + " f";
    return switch (random.nextInt(18)) {
      case 16, 17 -> longestPrefix(facts);
      case 12, 13 -> scalar(facts, dimension, on);
      case 14, 15 -> LATERAL ? lateral(facts, dimension, on) : scalar(facts, dimension, on);
      case 0, 1, 2 ->
          "select %s%s from %s join %s on %s".formatted(select, columns, facts, dimension, on);
      case 3, 4, 5 ->
          "select %s%s from %s left join %s on %s".formatted(select, columns, facts, dimension, on);
      case 6 ->
          "select %s%s from %s right join %s on %s"
              .formatted(select, columns, dimension, facts, on);
      case 7 ->
          "select %s%s from %s join %s on %s".formatted(select, columns, dimension, facts, on);
      case 8 -> "select %s from %s left semi join %s on %s".formatted(select, facts, dimension, on);
      case 9 -> "select %s from %s left anti join %s on %s".formatted(select, facts, dimension, on);
      case 10 ->
          "select %s from %s where %sexists (select 1 from %s where %s)"
              .formatted(select, facts, random.nextBoolean() ? "not " : "", dimension, on);
      default ->
          "select %s from %s where f.m = 1 or exists (select 1 from %s where %s)"
              .formatted(select, facts, dimension, on);
    };
  }

  /** Each fact with the nearest row. The order has no ties, so the row is certain. */
  private String lateral(String facts, String dimension, String on) {
    boolean descending = random.nextBoolean();
    List<String> order = new ArrayList<>();
    for (int i = random.nextInt(8) == 0 ? 0 : equalities; i < store.key().size(); i++) {
      boolean other = random.nextInt(30) == 0;
      order.add("d.k" + i + (descending != other ? " desc" : ""));
    }
    return lateral(facts, dimension, on, order);
  }

  private String lateral(String facts, String dimension, String on, List<String> order) {
    String kind = random.nextBoolean() ? "left" : "inner";
    reference =
        ("select id, m, v, w, t, k0 from (select f.id, f.m, d.v, d.w, d.t, d.k0, row_number() over"
                + " (partition by f.row order by %s) as number from (select *,"
                + " monotonically_increasing_id() as row from %s) f %s join %s on %s)"
                + " where number = 1")
            .formatted(String.join(", ", order), facts, kind, dimension, on);
    return ("select f.id, f.m, e.* from %s %s join lateral (select d.v, d.w, d.t, d.k0 from %s"
            + " where %s order by %s limit 1) e")
        .formatted(facts, kind, dimension, on, String.join(", ", order));
  }

  /** Each fact with the row of the longest key that a text begins with. */
  private String longestPrefix(String facts) {
    store = oneOf(TEXTS);
    int last = store.key().size() - 1;
    List<String> terms = new ArrayList<>();
    equalities = last;
    for (int i = 0; i < last; i++) {
      terms.add("d.k" + i + " = " + fact(store.key().get(i)));
    }
    String text = random.nextInt(3) == 0 ? fact(KeyDomain.S) : oneOf(TEXTS_OF_FACTS);
    terms.add("startswith(" + text + ", d.k" + last + ")");
    if (random.nextInt(6) == 0) {
      bounds(terms, last);
    }
    others(terms);
    Collections.shuffle(terms, random);
    String on = String.join(" and ", terms);
    String length =
        oneOf(List.of("length(d.k#)", "octet_length(d.k#)", "d.k#")).replace("#", "" + last);
    return LATERAL && random.nextInt(3) > 0
        ? lateral(facts, dimension() + " d", on, List.of(length + " desc"))
        : scalar(facts, dimension() + " d", on, "max_by", length);
  }

  /** A correlated aggregate. */
  private String scalar(String facts, String dimension, String on) {
    List<String> columns = new ArrayList<>();
    for (int i = 0; i < store.key().size(); i++) {
      columns.add("d.k" + i);
    }
    // ties would leave the row open
    boolean one = equalities == store.key().size() - 1;
    String order = one ? "d.k" + equalities : "struct(" + String.join(", ", columns) + ")";
    return scalar(facts, dimension, on, random.nextBoolean() ? "max_by" : "min_by", order);
  }

  /** Spark's optimizer fails on an aggregate that is over a union. */
  private String scalar(String given, String dimension, String on, String call, String order) {
    String facts = given.contains("union") ? "facts f" : given;
    return "select f.id, (select %s(%s, %s) from %s where %s) as nearest from %s"
        .formatted(call, oneOf(List.of("d.v", "d.t", "d.v + 1")), order, dimension, on, facts);
  }

  private String facts() {
    return switch (random.nextInt(6)) {
      case 0 -> "(select * from facts where m > 1)";
      case 1 -> "(select distinct * from facts)";
      case 2 -> "(select * from facts union all select * from facts where id < 9)";
      default -> "facts";
    };
  }

  private String dimension() {
    String name = store.name() + (random.nextBoolean() ? OrderedTables.LAYERS : "");
    return switch (random.nextInt(5)) {
      case 0 ->
          "(select * from " + name + " where " + oneOf(List.of("v > 1", "t is not null")) + ")";
      case 1 -> "(select *, v + 1 as more from " + name + ")";
      default -> name;
    };
  }

  private String condition() {
    List<String> terms = new ArrayList<>();
    List<KeyDomain> key = store.key();
    equalities = random.nextInt(3) == 0 ? 0 : random.nextInt(key.size());
    if (equalities == 0 && key.size() > 1 && random.nextBoolean()) {
      equalities = 1;
    }
    for (int i = 0; i < equalities; i++) {
      String equals = random.nextInt(12) == 0 ? " <=> " : " = ";
      String fact = fact(key.get(i));
      terms.add(random.nextBoolean() ? fact + equals + "d.k" + i : "d.k" + i + equals + fact);
    }
    for (int i = equalities; i < key.size(); i++) {
      if (i == equalities && (i == 0 || random.nextInt(4) > 0) || random.nextInt(6) == 0) {
        bounds(terms, i);
      }
    }
    others(terms);
    Collections.shuffle(terms, random);
    return String.join(" and ", terms);
  }

  private void others(List<String> terms) {
    while (random.nextInt(3) == 0) {
      terms.add(
          oneOf(
              List.of(
                  "d.v > f.m",
                  "d.w > f.x",
                  "not (d.w <=> f.x)",
                  "d.t is not null",
                  "d.v is distinct from f.m",
                  "coalesce(d.v, f.m) > 2",
                  "f.m < 4")));
    }
  }

  private void bounds(List<String> terms, int column) {
    KeyDomain domain = store.key().get(column);
    String name = "d.k" + column;
    switch (random.nextInt(6)) {
      case 0 -> terms.add("%s between %s and %s".formatted(name, bound(domain), bound(domain)));
      case 1 -> {
        terms.add(comparison(name, oneOf(OPERATORS.subList(0, 2)), bound(domain)));
        terms.add(comparison(name, oneOf(OPERATORS.subList(2, 4)), bound(domain)));
      }
      case 2 -> {
        terms.add(comparison(name, oneOf(OPERATORS), bound(domain)));
        terms.add(comparison(name, oneOf(OPERATORS), bound(domain)));
      }
      default -> terms.add(comparison(name, oneOf(OPERATORS), bound(domain)));
    }
  }

  private String comparison(String column, String operator, String bound) {
    if (random.nextBoolean()) {
      return column + " " + operator + " " + bound;
    }
    String turned = (operator.startsWith("<") ? ">" : "<") + operator.substring(1);
    return bound + " " + turned + " " + column;
  }

  /** A fact's column, or an expression over it, for an equality. */
  private String fact(KeyDomain domain) {
    String column = "f." + domain.column();
    return switch (random.nextInt(7)) {
      case 0 -> "if(f.m > 1, " + column + ", null)";
      case 1 -> "coalesce(" + column + ", " + column + ")";
      default -> column;
    };
  }

  private String bound(KeyDomain domain) {
    if (domain.others().isEmpty() || random.nextBoolean()) {
      return fact(domain);
    }
    return oneOf(domain.others())
        .replace("#", "f." + domain.column())
        .replace("huge", "f.huge")
        .replace("vast", "f.vast");
  }
}
