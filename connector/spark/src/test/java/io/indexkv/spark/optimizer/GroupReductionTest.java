/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.join.Queries;
import io.indexkv.spark.join.Snowflake;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows that a filtered store removes are removed before grouping. */
@Tag("slow")
class GroupReductionTest {
  private static final String AVERAGES =
      "(select part, avg(id) as a, count(*) as n from snow_lines group by part) g";

  @BeforeAll
  static void createTables() {
    Snowflake.create();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // a subquery about the store's key, or about columns that must equal it
        "snow_lines l, snow_customers c where c.id = l.part and c.country = 3 and l.id < (select avg(x.id) from snow_lines x where x.part = c.id)",
        "snow_lines l, snow_customers c where c.id = l.part and c.country = 3 and l.id < (select avg(x.id) from snow_lines x where x.part = l.part)",
        AVERAGES + ", snow_customers c where g.part = c.id and c.country < 4",
        AVERAGES
            + ", snow_lines l, snow_customers c where g.part = l.part and l.part = c.id and l.id < g.a and c.name like 'c1%'",
        // several columns, in another order, with other names
        "(select supplier as s, part as p, max(id) as m from snow_lines group by p, s) g, snow_offers o where g.s = o.supplier and g.p = o.part and o.price > 40",
        // groups of more columns than the key, of a computed key, groups of groups, having
        "(select part, supplier, count(*) as n from snow_lines group by part, supplier having count(*) > 20) g, snow_customers c where g.part = c.id and c.country < 4",
        "(select part, avg(n) as a from (select part, order_id, count(*) as n from snow_lines group by part, order_id) group by part) g, snow_customers c where g.part = c.id and c.country < 4",
        "(select part, count(distinct supplier) as n from snow_lines group by part) g, snow_customers c where g.part = c.id and c.country < 4",
        "(select part, id % 2 as odd, count(*) as n from snow_lines group by part, id % 2 with rollup) g, snow_customers c where g.part = c.id and c.country < 4",
        "(select part + 1 as p, count(*) as n from snow_lines group by part + 1) g, snow_customers c where g.p = c.id and c.country < 4",
        // groups of joins; the key comes from either side, or from a store that is looked up
        "(select l.part, max(o.day) as m from snow_lines l join snow_orders o on o.id = l.order_id group by l.part) g, snow_customers c where g.part = c.id and c.country < 4",
        "(select l.part, count(*) as n from snow_countries k join snow_lines l on k.id = l.supplier group by l.part) g, snow_customers c where g.part = c.id and c.country < 4",
        "(select o.customer, count(*) as n from snow_lines l join snow_orders o on o.id = l.order_id group by o.customer) g, snow_customers c where g.customer = c.id and c.country < 4",
        // two stores
        "(select part, supplier, count(*) as n from snow_lines group by part, supplier) g, snow_customers c, snow_offers o where g.part = c.id and c.country < 4 and o.part = g.part and o.supplier = g.supplier and o.price > 20",
      })
  void rowsAreLookedUpBeforeTheyAreGrouped(String from) {
    Queries.Answer[] answers = answers(from);

    assertThat(Queries.atTheEnd(answers[1].plan())).containsPattern("LookupJoin .*LeftSemi");
    assertThat(answers[1].lookups()).isGreaterThan(answers[0].lookups());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the query needs every key of the store
        AVERAGES + ", snow_customers c where g.part = c.id",
        // groups without a key of the store are in the answer, or a number of groups
        AVERAGES + " left join snow_customers c on g.part = c.id and c.country < 4",
        AVERAGES + " right join snow_customers c on g.part = c.id where c.country < 4",
        "(select part, n from "
            + AVERAGES
            + " order by n, part limit 9) h, snow_customers c where h.part = c.id and c.country < 4",
        "(select part, sum(count(*)) over (order by part) as s from snow_lines group by part) h, snow_customers c where h.part = c.id and c.country < 4",
        // not grouped by the key, or not by the whole key
        "(select max(part) as p, supplier from snow_lines group by supplier) g, snow_customers c where g.p = c.id and c.country < 4",
        "(select part, count(*) as n from snow_lines group by part) g, snow_offers o where g.part = o.part and o.price > 40",
        "(select count(*) as n from snow_lines) g, snow_customers c where g.n = c.id and c.country < 4",
        "(select uuid() as u, part from (select part from snow_lines group by part)) g, snow_customers c where g.part = c.id and c.country < 4 and length(u) < 0",
        // the store's filter is too expensive to evaluate twice
        AVERAGES
            + ", snow_customers c where g.part = c.id and c.country < (select min(day) + 4 from snow_orders)",
      })
  void otherGroupsAreMadeAsTheyWere(String from) {
    Queries.Answer[] answers = answers(from);

    assertThat(answers[1].plan()).doesNotContainPattern("LookupJoin .*LeftSemi");
  }

  /** The answers with joins as they are, and reordered. */
  private static Queries.Answer[] answers(String from) {
    String sql = "select * from " + from;
    Queries.Answer spark = Queries.run(sql, Queries.reference());
    Queries.Answer stays = Snowflake.run(sql, "on", "false");
    Queries.Answer moved = Snowflake.run(sql, "on", "true");

    assertThat(stays.rows()).isEqualTo(spark.rows());
    assertThat(moved.rows()).as(moved.plan()).isEqualTo(spark.rows());
    return new Queries.Answer[] {stays, moved};
  }
}
