/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Inner joins are put into the order that has the most lookup joins. The tables are a snowflake:
 * lines (facts) have an order, a part and a supplier, orders have a customer, customers a country.
 */
class LookupJoinOrderTest {
  private static final String REORDER = "spark.indexkv.join.reorder";

  @TempDir static Path directory;

  @BeforeAll
  static void createTables() {
    SparkSession spark = LocalSpark.session();
    String lines = directory.resolve("lines").toString();
    spark
        .range(0, 3000, 1, 3)
        .selectExpr(
            "id",
            "cast(id * 7 % 1100 as int) as order_id",
            "if(id % 13 = 0, null, id % 40) as part",
            "id % 3 as supplier")
        .write()
        .parquet(lines);
    spark.read().parquet(lines).createOrReplaceTempView("ordered_lines");
    store(
        "ordered_orders",
        1000,
        "id",
        "if(id % 9 = 0, null, id % 250) as customer",
        "id % 30 as day");
    store(
        "ordered_customers",
        200,
        "id",
        "cast(id % 11 as int) as country",
        "concat('c', id) as name");
    store("ordered_countries", 10, "id", "concat('land', id) as name", "id % 3 as part_of");
    String offers = directory.resolve("offers").toString();
    spark
        .range(0, 60, 1, 1)
        .selectExpr("id % 30 as part", "id % 2 as supplier", "id as price")
        .dropDuplicates(new String[] {"part", "supplier"})
        .write()
        .format("indexkv")
        .option("key", "part,supplier")
        .save(offers);
    spark.read().format("indexkv").load(offers).createOrReplaceTempView("ordered_offers");
  }

  private static void store(String name, int keys, String... columns) {
    SparkSession spark = LocalSpark.session();
    String path = directory.resolve(name).toString();
    spark
        .range(0, keys, 1, 2)
        .selectExpr(columns)
        .write()
        .format("indexkv")
        .option("key", "id")
        .save(path);
    spark.read().format("indexkv").load(path).createOrReplaceTempView(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // as it is | ordered | from
        "1 | 2 | ordered_customers c, ordered_orders o, ordered_lines l where c.id = o.customer and l.order_id = o.id",
        "1 | 3 | ordered_countries n, ordered_customers c, ordered_orders o, ordered_lines l where n.id = c.country and c.id = o.customer and o.id = l.order_id",
        "1 | 2 | (select id as c, name from ordered_customers) c join (select id as o, customer + 0 as x, customer from ordered_orders where day > 3) o on c = customer join ordered_lines l on o = order_id",
        "2 | 3 | ordered_customers c join ordered_orders o on c.id = o.customer join ordered_lines l on o.id = l.order_id and l.id > o.day join ordered_offers p on p.supplier = l.supplier and p.part = l.part",
        // the two customers that are compared are not the key of each other
        "2 | 3 | ordered_customers c, ordered_orders o, ordered_lines l, ordered_customers d where c.id = o.customer and o.id = l.order_id and d.id = l.part and c.country <= d.country",
        // another table, which no key leads to, comes last
        "1 | 2 | ordered_customers c, ordered_orders o, ordered_lines l, (select day, count(*) n from ordered_orders group by day) g where c.id = o.customer and o.id = l.order_id and g.day = o.day",
        // in a subquery
        "1 | 2 | (select c.name from ordered_customers c, ordered_orders o, ordered_lines l where c.id = o.customer and l.order_id = o.id) q left join ordered_lines x on q.name = x.id",
      })
  void moreJoinsBecomeLookupJoins(int asItIs, int ordered, String from) {
    check(asItIs, ordered, "select * from " + from);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // from the facts on it is best as it is
        "2 | ordered_lines l, ordered_orders o, ordered_customers c where c.id = o.customer and l.order_id = o.id",
        // there are only two
        "1 | ordered_customers c, ordered_orders o where c.id = o.customer",
        // a hint, or an outer join, says what is joined with what
        "1 | (select /*+ merge(o) */ o.* from ordered_customers c, ordered_orders o where c.id = o.customer) x join ordered_lines l on l.order_id = x.id",
        "1 | (ordered_customers c right join ordered_orders o on c.id = o.customer) join ordered_lines l on l.order_id = o.id",
        // a point read is no lookup join, nor is what another join will leave rows out of
        "1 | ordered_customers c, ordered_orders o, ordered_lines l where c.id = o.customer and l.order_id = o.id and o.id = 7",
        "1 | ordered_customers c, ordered_orders o, ordered_lines l where c.id = o.customer and l.order_id = o.id and o.day in (select part from ordered_offers)",
        // nothing to look up an order by
        "1 | ordered_customers c, ordered_orders o, ordered_lines l where c.id = o.customer and l.part = o.day",
        "1 | ordered_customers c, ordered_orders o, ordered_lines l where c.id = o.customer and l.order_id / 2 = o.id",
      })
  void otherwiseTheOrderStays(int lookups, String from) {
    check(lookups, lookups, "select * from " + from);
  }

  private static void check(int asItIs, int ordered, String sql) {
    Queries.Answer spark = run(sql, "off", "true");
    Queries.Answer stays = run(sql, "on", "false");
    Queries.Answer moved = run(sql, "on", "true");

    assertThat(spark.rows()).isNotEmpty();
    assertThat(stays.rows()).isEqualTo(spark.rows());
    assertThat(moved.rows()).isEqualTo(spark.rows());
    assertThat(stays.lookups()).as(stays.plan()).isEqualTo(asItIs);
    assertThat(moved.lookups()).as(moved.plan()).isEqualTo(ordered);
  }

  @Test
  void storesThatMustNotBeLookedUpDoNotMoveJoins() {
    String sql =
        "select /*+ NO_LOOKUP(o) */ * from ordered_customers c, ordered_orders o, ordered_lines l"
            + " where c.id = o.customer and l.order_id = o.id";

    assertThat(run(sql, "auto", "true").lookups()).isEqualTo(1);
  }

  @Test
  void whatLeavesOutRowsIsLookedUpFirst() {
    String sql =
        "select * from ordered_customers c, ordered_orders o, ordered_lines l, ordered_offers p"
            + " where c.id = o.customer and l.order_id = o.id and p.supplier = l.supplier"
            + " and p.part = l.part and p.price > 40";

    String plan = run(sql, "on", "true").plan().replaceFirst("(?s)== Initial Plan ==.*", "");

    // a plan has what is done first at its end
    assertThat(plan.lastIndexOf("offers,")).isGreaterThan(plan.lastIndexOf("ordered_orders,"));
  }

  @Test
  void refusesAnotherValue() {
    assertThatThrownBy(() -> run("select * from ordered_lines", "on", "never"))
        .hasMessageContaining(REORDER + " is 'never', expected one of true, false");
  }

  private static Queries.Answer run(String sql, String mode, String reorder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("spark.indexkv.join.mode", mode);
    settings.put(REORDER, reorder);
    return Queries.run(sql, settings);
  }
}
