/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.join.Queries;
import io.indexkv.spark.join.Snowflake;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random joins of the tables of a {@link Snowflake}, named in any order, give the same rows as
 * Spark's own joins, whether IndexKV reorders them or not. For more queries: {@code
 * -Dindexkv.random.orders=1000 -Dindexkv.random.seed=7}.
 */
@Tag("slow")
class RandomOrderTest {
  private static final int QUERIES = Integer.getInteger("indexkv.random.orders", 25);
  private static final long SEED = Long.getLong("indexkv.random.seed", 20261122);

  /**
   * A table, how it is joined with an earlier table, a possible filter, and a possible comparison.
   */
  private record Branch(String alias, String table, String from, String on, String filter) {}

  private static final List<Branch> BRANCHES =
      List.of(
          new Branch("o", "snow_orders", "l", "l.order_id = o.id", "o.day > 3"),
          new Branch("c", "snow_customers", "o", "o.customer = c.id", "c.name <> 'c7'"),
          new Branch("n", "snow_countries", "c", "n.id = c.country", "n.region < 2"),
          new Branch(
              "p",
              "snow_offers",
              "l",
              "p.supplier = l.supplier and l.part = p.part",
              "p.price % 4 > 0"),
          new Branch("d", "snow_customers", "l", "d.id = l.part", "d.country in (1, 2, 3)"),
          new Branch("m", "snow_countries", "d", "m.id = d.country + 1", "m.name is not null"),
          new Branch("q", "snow_offers", "p", "q.price = p.price", "q.part > 5"),
          new Branch(
              "g",
              "(select day, count(*) as n from snow_orders group by day)",
              "o",
              "g.day = o.day",
              "g.n > 33"),
          new Branch(
              "a",
              "(select part, count(*) as n from snow_lines group by part)",
              "d",
              "a.part = d.id",
              "a.n > 70"));

  private static final List<String> SUBQUERIES =
      List.of(
          "l.order_id in (select order_id from snow_lines group by order_id having count(*) > 2)",
          "l.part not in (select day from snow_orders where day > 25)",
          "exists (select * from snow_lines x where x.part = l.part and x.supplier <> l.supplier)",
          "l.id > (select avg(x.id) from snow_lines x where x.part = l.part)");

  private int moved;

  @BeforeAll
  static void createTables() {
    Snowflake.create();
  }

  @Test
  void joinsInAnyOrderGiveTheRowsOfSparksOwnJoins() {
    for (int i = 0; i < QUERIES; i++) {
      String sql = query(new Random(SEED + i));
      List<String> expected = Queries.run(sql, Queries.reference()).rows();
      Queries.Answer stays = Snowflake.run(sql, "on", "false");
      Queries.Answer answer = Snowflake.run(sql, "on", "true");

      assertThat(stays.rows()).as("query %d: %s%n%s", i, sql, stays.plan()).isEqualTo(expected);
      assertThat(answer.rows()).as("query %d: %s%n%s", i, sql, answer.plan()).isEqualTo(expected);
      // adaptive execution removes joins that have no rows to join
      assertThat(expected.isEmpty() ? stays.lookups() : answer.lookups())
          .as("query %d: %s", i, sql)
          .isGreaterThanOrEqualTo(stays.lookups());
      moved += answer.lookups() > stays.lookups() ? 1 : 0;
    }
    System.out.printf("%d joins in any order, %d of them reordered%n", QUERIES, moved);
    assertThat(moved).isGreaterThan(QUERIES / 5);
  }

  private static String query(Random random) {
    List<String> tables = new ArrayList<>(List.of("snow_lines l"));
    List<String> known = new ArrayList<>(List.of("l"));
    List<String> where = new ArrayList<>();
    for (Branch branch : BRANCHES) {
      if (known.contains(branch.from()) && random.nextInt(4) > 0) {
        tables.add(branch.table() + " " + branch.alias());
        known.add(branch.alias());
        where.add(branch.on());
        if (random.nextInt(3) == 0) {
          where.add(branch.filter());
        }
      }
    }
    if (known.containsAll(List.of("c", "d")) && random.nextBoolean()) {
      where.add("c.country <= d.country");
    }
    if (known.contains("o") && random.nextInt(4) == 0) {
      where.add("o.day + l.supplier <> 7");
    }
    if (random.nextInt(3) == 0) {
      where.add(SUBQUERIES.get(random.nextInt(SUBQUERIES.size())));
    }
    Collections.shuffle(tables, random);
    String one = known.get(random.nextInt(known.size()));
    return "select %s from %s where %s"
        .formatted(
            random.nextBoolean() ? "*" : "l.id, " + one + ".*",
            String.join(", ", tables),
            String.join(" and ", where.isEmpty() ? List.of("l.part > 20") : where));
  }
}
