/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.List;

/** Queries of the differential suite in which Spark makes a join from another construct. */
final class SubqueryQueries {
  private SubqueryQueries() {}

  private static JoinQuery q(int lookups, String sql) {
    return new JoinQuery(lookups, sql);
  }

  /** Null-safe equality, in the query or in Spark's plan for a set operation. */
  static List<JoinQuery> nullSafe() {
    return List.of(
        q(1, "select f.id, d.l1 from FACTS f join STORE d on f.key <=> d.key"),
        q(1, "select f.id, d.l1 from FACTS f left join STORE d on d.key <=> f.key and d.l2 > 9"),
        q(1, "select f.id, d.l1 from STORE d right join FACTS f on f.key <=> d.key"),
        q(1, "select f.id from FACTS f left semi join STORE d on f.key <=> d.key"),
        q(1, "select f.id from FACTS f left anti join STORE d on f.key <=> d.key and d.l2 > f.qty"),
        q(
            1,
            "select f.id from FACTS f where f.qty = 3 or exists"
                + " (select 1 from STORE d where d.key <=> f.key)"),
        q(
            1,
            "select f.id, d.l1 from FACTS f left join STORE d on f.key <=> d.key and f.qty <=> d.l2"),
        q(1, "select key from FACTS intersect select key from STORE"),
        q(1, "select key from FACTS except select key from STORE"),
        q(1, "select key, id from FACTS intersect select key, l2 from STORE"),
        q(1, "select key, qty from FACTS where qty < 5 except select key, i1 from STORE"),
        q(1, "select key from FACTS intersect select key from STORE where l2 % 2 = 0"));
  }

  /** Correlated subqueries and groupings with one row for each key. */
  static List<JoinQuery> subqueries() {
    return List.of(
        q(
            1,
            "select f.id, (select max(d.l1) from STORE d where d.key = f.key and d.l2 > 5)"
                + " from FACTS f where f.id < 500"),
        q(1, "select f.id, (select min(d.s2) from STORE d where d.key = f.key) m from FACTS f"),
        q(1, "select f.id, (select first(d.st) from STORE d where d.key <=> f.key) m from FACTS f"),
        q(1, "select f.id, (select any_value(d.d2) from STORE d where d.key = f.key) from FACTS f"),
        q(1, "select f.id, (select count(*) from STORE d where d.key = f.key) c from FACTS f"),
        q(
            1,
            "select f.id, (select count(d.l2, d.d2) from STORE d where d.key = f.key"
                + " and d.l1 % 3 > 0) c from FACTS f"),
        q(1, "select f.id, (select sum(d.i1) + 1 from STORE d where d.key = f.key) from FACTS f"),
        q(
            1,
            "select f.id, (select sum(cast(d.l2 as decimal(20, 2))) from STORE d"
                + " where d.key = f.key) s from FACTS f"),
        q(
            1,
            "select f.id, (select max(d.l1) filter (where d.l2 is not null) + count(distinct d.s2)"
                + " from STORE d where d.key = f.key) from FACTS f"),
        q(
            1,
            "select f.id from FACTS f where f.qty < (select max(d.i1) from STORE d"
                + " where d.key = f.key)"),
        q(
            2,
            "select f.id, (select max(d.l1) from STORE d where d.key = f.key) a,"
                + " (select count(d.l2) from STORE d where d.key = f.id) b from FACTS f"),
        q(
            1,
            "select f.id, (select max(d.l1) from STORE d where d.key = f.key and d.l2 = f.qty)"
                + " from FACTS f"),
        q(
            1,
            "select f.id, d.m from FACTS f join (select key, max(l1) m from STORE group by key"
                + " having max(l1) % 2 = 0) d on f.key = d.key"),
        q(
            1,
            "select f.id, d.k2, d.l2 from FACTS f left join (select distinct key as k2, l2"
                + " from STORE) d on f.key = d.k2"),
        q(
            1,
            "select f.id, d.r, d.l1 from FACTS f left join (select *, row_number() over"
                + " (partition by key order by l2) r from STORE) d on f.key = d.key and d.r = 1"),
        // one row, but its value is not a value of the store
        q(0, "select f.id, (select avg(d.d2) from STORE d where d.key = f.key) from FACTS f"),
        q(0, "select f.id, (select sum(d.d2) from STORE d where d.key = f.key) from FACTS f"),
        q(0, "select f.id, (select max(d.l1) from STORE d where d.l2 = f.qty) from FACTS f"));
  }

  /** Queries that only Spark 4 supports; none on Spark 3. */
  static List<JoinQuery> ofSpark4() {
    if (!isSpark4()) {
      return List.of();
    }
    return List.of(
        q(1, "select f.id, (select d.s2 from STORE d where d.key = f.key) from FACTS f"),
        q(
            1,
            "select f.id, (select d.l2 + 1 from STORE d where d.key <=> f.key and d.l1 % 2 = 0)"
                + " from FACTS f"),
        q(
            1,
            "select f.id, (select d.l2 from STORE d where d.key = f.key and d.d1 > f.amount)"
                + " from FACTS f where f.qty < 9"),
        q(
            2,
            "select f.id, (select e.s1 from STORE e where e.key = d.l2) from FACTS f"
                + " join STORE d on f.key = d.key"),
        q(
            1,
            "select f.id, d.l1 from FACTS f, lateral (select l1 from STORE s where s.key = f.key limit 1) d"),
        q(
            1,
            "select f.id, d.l1 from FACTS f left join lateral (select l1 from STORE s"
                + " where s.key = f.key and s.l2 > 9 order by s.s2 limit 3) d"),
        q(
            1,
            "select f.id, d.l1 from FACTS f left join lateral (select l1 from STORE s"
                + " where s.key = f.key limit 1 offset 1) d"),
        q(1, "select f.id, (select d.l1 from STORE d where d.key = f.key limit 1) from FACTS f"));
  }

  static boolean isSpark4() {
    return !org.apache.spark.package$.MODULE$.SPARK_VERSION().startsWith("3.");
  }
}
