/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.List;

/**
 * A query of the differential suite. FACTS, STORE and PARQUET stand for views. For the reference,
 * STORE is replaced by its twin in Parquet, otherwise by the store.
 *
 * @param lookups how many lookup joins its plan has
 */
record JoinQuery(int lookups, String sql) {

  String on(JoinTables.KeyColumn key, boolean twin) {
    return sql.replace("FACTS", "facts_" + key.label())
        .replace("STORE", (twin ? "parquet_" : "store_") + key.label())
        .replace("PARQUET", "parquet_" + key.label());
  }

  @Override
  public String toString() {
    return sql;
  }

  private static JoinQuery q(int lookups, String sql) {
    return new JoinQuery(lookups, sql);
  }

  /** A few queries to run with each type of key. */
  static List<JoinQuery> basics() {
    return List.of(
        q(1, "select f.*, d.* from FACTS f join STORE d on f.key = d.key"),
        q(1, "select f.*, d.* from FACTS f left join STORE d on f.key = d.key"),
        q(1, "select d.*, f.* from STORE d right join FACTS f on f.key = d.key"),
        q(1, "select d.l1, f.id from STORE d join FACTS f on f.key = d.key"),
        q(1, "select f.* from FACTS f left semi join STORE d on f.key = d.key"),
        q(1, "select f.* from FACTS f left anti join STORE d on f.key = d.key"),
        q(
            1,
            "select f.id, d.l1, d.s2 from FACTS f left join STORE d on f.key = d.key"
                + " and d.d1 > f.amount and f.qty < 5"),
        q(
            1,
            "select d.s1, sum(d.l1), count(*), sum(cast(f.amount * 1000 as bigint)) from FACTS f join STORE d"
                + " on f.key = d.key group by d.s1"),
        q(
            1,
            "select f.id, d.l1 from FACTS f left join STORE d on if(qty > 3, f.key, null) = d.key"));
  }

  /** Conditions, expressions, filters and projections on either side. */
  static List<JoinQuery> conditions() {
    return List.of(
        q(
            1,
            "select f.id, d.l1, d.s2 from FACTS f join STORE d on f.key = d.key"
                + " where d.l2 > 100 and f.qty < 5"),
        q(
            1,
            "select f.id, d.l1, d.s2 from FACTS f join STORE d on f.key = d.key"
                + " and d.d1 > f.amount"),
        q(
            1,
            "select f.id from FACTS f left semi join (select * from STORE where l2 % 2 = 0) d"
                + " on f.key = d.key and d.d1 > f.amount"),
        q(
            1,
            "select f.id from FACTS f left anti join (select * from STORE where l2 % 2 = 0) d"
                + " on f.key = d.key and d.d1 > f.amount"),
        q(
            1,
            "select f.id, d.x, d.y from FACTS f left join (select key as k2, coalesce(l2, -1) as x,"
                + " concat(s1, '-', s2) as y from STORE where s1 <> 's7') d on f.key = d.k2"),
        q(
            1,
            "select f.id, d.x + 1 as x1, d.y from FACTS f join (select key as k2,"
                + " coalesce(l2, -1) as x, concat(s1, '-', s2) as y from STORE where s1 <> 's7') d"
                + " on f.key = d.k2 and d.x % 2 = f.qty % 2"),
        q(
            1,
            "select f.id, d.x from (select l1, key, coalesce(l2, 0) + 1 as x from STORE) d"
                + " right join FACTS f on d.key = f.key and d.x > 50 and f.amount < 50"),
        q(
            1,
            "select d.s1, max(d.d2), count(f.id) from FACTS f left join STORE d"
                + " on f.key + 0 = d.key group by d.s1"),
        q(1, "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key and f.qty = d.l1 % 13"),
        q(1, "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key and f.id = d.l2"),
        q(1, "select f.id, d.l1 from FACTS f left join STORE d on f.key = d.key and f.id <=> d.l2"),
        q(1, "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key and d.key = f.id"),
        q(
            1,
            "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key"
                + " where f.qty < 5 and f.amount > 30 and f.part = 1"),
        q(
            1,
            "select f.id, d.l1, f.qty from FACTS f left join STORE d on f.key = d.key"
                + " where f.qty < 5 and f.amount > 30"),
        q(
            1,
            "select f.id from FACTS f left anti join STORE d on f.key = d.key"
                + " where f.qty < 5 and f.amount > 30"),
        q(
            1,
            "select f.a, f.k, d.l1 from (select amount * 2 as a, key as k, id from FACTS"
                + " where amount > 10) f join STORE d on f.k = d.key where f.a > f.id % 100"),
        q(
            1,
            "select f.k, f.k + 1, d.st.b, d.ar[1], d.st from (select key as k from FACTS) f"
                + " left join STORE d on f.k = d.key and d.st.a % 3 = 0"),
        q(
            1,
            "select f.id, d.l1 from FACTS f left join STORE d on f.key = d.key where d.l1 is null"),
        q(1, "select count(*) from FACTS f join STORE d on f.key = d.key and f.part = d.l1"));
  }

  /** IN and EXISTS below an OR, or where the query uses their value. */
  static List<JoinQuery> existence() {
    return List.of(
        q(1, "select f.id from FACTS f where f.id < 1 or f.key in (select key from STORE)"),
        q(
            1,
            "select f.* from FACTS f where f.qty = 3 or exists"
                + " (select 1 from STORE d where d.key = f.key and d.d1 > f.amount and d.l2 > 9)"),
        q(
            1,
            "select f.id, f.key from FACTS f where f.qty = 3 or not exists"
                + " (select 1 from (select * from STORE where l2 % 2 = 0) d where d.key = f.key)"),
        q(
            2,
            "select f.id from FACTS f where (exists (select 1 from STORE d where d.key = f.key))"
                + " <> (f.id in (select key from STORE where l2 > 50))"),
        q(
            2,
            "select f.id, d.l1 from FACTS f left join STORE d on f.key = d.key"
                + " where d.l2 > 700 or d.l2 in (select key from STORE where l1 % 2 = 0)"),
        q(
            2,
            "select f.id, d.l1 from FACTS f left join STORE d on f.id = d.key"
                + " where d.l2 > 700 or f.key in (select key from STORE where l1 % 2 = 0)"));
  }

  /** Queries with more than one join. */
  static List<JoinQuery> plans() {
    return List.of(
        q(
            1,
            "select sum(d.l1), count(*), sum(cast(f.amount * 1000 as bigint)) from FACTS f join STORE d on f.key = d.key"),
        q(1, "select count(*) from FACTS f join STORE d on f.key = d.key"),
        q(
            2,
            "select f.id, d.l1, e.s2 from FACTS f join STORE d on f.key = d.key"
                + " left join STORE e on f.id = e.key"),
        q(
            2,
            "select f.id, d.l1, e.s2 from FACTS f join STORE d on f.key = d.key"
                + " left join STORE e on d.l2 = e.key and e.l1 > d.l1"),
        q(
            3,
            "select f.id, d.l1, e.s2, g.s1 from FACTS f left join STORE d on f.key = d.key"
                + " and d.l1 > f.amount join STORE e on f.id = e.key and e.l1 > d.l1"
                + " left join STORE g on f.qty = g.key where f.part < 2"),
        q(
            2,
            "select f.id, f.key, e.l1 from FACTS f left anti join STORE d on f.key = d.key"
                + " left join STORE e on f.key * 0 + f.id = e.key"),
        q(
            2,
            "select sum(id), count(*) from FACTS f left semi join STORE d on f.key = d.key"
                + " left anti join STORE e on f.id = e.key and e.l2 > 5"),
        q(
            2,
            "select f.i + 1, f.k, f.l1, e.s2 from (select f.id as i, f.key as k, d.l1, f.amount"
                + " from FACTS f join STORE d on f.key = d.key where f.amount > 3) f"
                + " left join STORE e on f.i = e.key and e.d1 > f.amount order by 1 limit 700"),
        // Spark generates no code for from_json, so it separates the two joins
        q(
            2,
            "select x.id, x.j, e.l1 from (select f.id, from_json(d.s1, 'a int').a as j from FACTS f"
                + " left join STORE d on f.key = d.key) x"
                + " left join STORE e on x.id = e.key and x.j is null"),
        q(1, "select a.key, a.l1, b.s1 from STORE a join STORE b on a.l1 = b.key"),
        q(1, "select a.key, a.l1, b.s1 from STORE a left join STORE b on a.key = b.key"),
        q(
            2,
            "select a.s1, a.c, b.c from (select d.s1, count(*) c from FACTS f join STORE d"
                + " on f.key = d.key group by d.s1) a join (select d.s1, count(*) c from FACTS f"
                + " join STORE d on f.key = d.key and d.l2 > 10 group by d.s1) b on a.s1 = b.s1"),
        q(
            1,
            "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key"
                + " where d.l1 > (select avg(l1) from PARQUET)"),
        q(
            1,
            "select f.id, d.l1 from FACTS f left join STORE d on f.key = d.key"
                + " and d.l1 > (select avg(l1) from PARQUET) and f.id > (select 100)"),
        q(
            1,
            "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key order by f.id limit 100"),
        q(
            1,
            "select count(*) from (select f.id, d.l1 from FACTS f join STORE d on f.key = d.key"
                + " limit 1000)"),
        q(
            1,
            "select f.qty, d.l1, row_number() over (partition by f.qty order by f.id) r"
                + " from FACTS f join STORE d on f.key = d.key"),
        q(1, "select f.id from FACTS f where f.key in (select key from STORE where l2 > 50)"),
        q(
            1,
            "select f.id from FACTS f where not exists (select 1 from STORE d where d.key = f.key)"),
        q(
            1,
            "select f.id, d.l1 from (select distinct id, key from FACTS) f"
                + " join STORE d on f.key = d.key"),
        q(
            1,
            "select f.key, f.n, d.l1 from (select key, count(*) n from FACTS group by key) f"
                + " left join STORE d on f.key = d.key"),
        q(
            1,
            "select g.key, g.n, d.l1 from (select f.key, count(*) n from FACTS f join PARQUET p"
                + " on f.id = p.l1 group by f.key) g left join STORE d on g.key = d.key"),
        q(
            2,
            "select id, l1 from (select f.id, d.l1 from FACTS f join STORE d on f.key = d.key"
                + " union all select f.id, d.l2 from FACTS f left join STORE d on f.id = d.key)"),
        q(
            1,
            "select d.l1, explode(array(f.id, f.id + 1)) from FACTS f join STORE d on f.key = d.key"),
        q(
            1,
            "select d.s1, sort_array(collect_list(f.id)) from (select * from FACTS order by id) f"
                + " join STORE d on f.key = d.key where f.id < 1000 group by d.s1"));
  }

  /** Joins with a store that are not lookup joins. */
  static List<JoinQuery> spark() {
    return List.of(
        q(0, "select f.id, d.l1 from FACTS f full join STORE d on f.key = d.key"),
        q(0, "select f.id, d.l1 from STORE d left join FACTS f on f.key = d.key"),
        q(0, "select f.id, d.l1 from FACTS f right join STORE d on f.key = d.key"),
        q(0, "select d.l1 from STORE d left semi join FACTS f on f.key = d.key"),
        q(0, "select f.id, d.l1 from FACTS f join STORE d on f.id = d.l2"),
        q(0, "select f.id, d.l1 from FACTS f join STORE d on f.key + 1 = d.key + 1"),
        q(0, "select f.id, d.l1 from FACTS f join STORE d on f.amount = d.key"),
        q(0, "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key" + " where d.key = 500"),
        q(
            0,
            "select f.id, d.l1 from FACTS f join (select key % 50 as k, max(l1) l1 from STORE"
                + " group by key % 50) d on f.key = d.k"),
        q(
            0,
            "select f.id, d.a from FACTS f join (select key, avg(d2) a from STORE group by key) d"
                + " on f.key = d.key"),
        q(
            0,
            "select f.id, d.l1 from FACTS f join STORE d on f.key = d.key or f.id = d.key"
                + " where f.id < 300"),
        q(0, "select f.id from FACTS f where f.key not in (select key from STORE where l2 > 50)"));
  }
}
