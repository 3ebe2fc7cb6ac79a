/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.indexkv.spark.LocalSpark;
import io.indexkv.spark.join.Queries;
import io.indexkv.spark.join.Snowflake;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.StreamingQuery;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import scala.Console;

/** IndexKV reorders inner joins into the order with the most lookup joins. */
@Tag("slow")
class LookupJoinOrderTest {
  @BeforeAll
  static void createTables() {
    Snowflake.create();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // lookup joins in the query's order | lookup joins after reordering | from
        "1 | 2 | snow_customers c, snow_orders o, snow_lines l where c.id = o.customer and l.order_id = o.id",
        "1 | 3 | snow_countries n, snow_customers c, snow_orders o, snow_lines l where n.id = c.country and c.id = o.customer and o.id = l.order_id",
        "1 | 2 | (select id as c, name from snow_customers) c join (select id as o, customer + 0 as x, customer from snow_orders where day > 3) o on c = customer join snow_lines l on o = order_id",
        "2 | 3 | snow_customers c join snow_orders o on c.id = o.customer join snow_lines l on o.id = l.order_id and l.id > o.day join snow_offers p on p.supplier = l.supplier and p.part = l.part",
        // the comparison of the two customers' countries does not give either's key
        "2 | 3 | snow_customers c, snow_orders o, snow_lines l, snow_customers d where c.id = o.customer and o.id = l.order_id and d.id = l.part and c.country <= d.country",
        // another table comes last, because no key leads to it
        "1 | 2 | snow_customers c, snow_orders o, snow_lines l, (select day, count(*) n from snow_orders group by day) g where c.id = o.customer and o.id = l.order_id and g.day = o.day",
        // in a subquery
        "1 | 2 | (select c.name from snow_customers c, snow_orders o, snow_lines l where c.id = o.customer and l.order_id = o.id) q left join snow_lines x on length(q.name) = x.id",
      })
  void moreJoinsBecomeLookupJoins(int asItIs, int ordered, String from) {
    check(asItIs, ordered, "select * from " + from);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // the order of the query, from the facts on, is already the best
        "2 | snow_lines l, snow_orders o, snow_customers c where c.id = o.customer and l.order_id = o.id",
        // there are only two tables
        "1 | snow_customers c, snow_orders o where c.id = o.customer",
        // a hint, or an outer join, fixes which tables are joined
        "1 | (select /*+ merge(o) */ o.* from snow_customers c, snow_orders o where c.id = o.customer) x join snow_lines l on l.order_id = x.id",
        "1 | (snow_customers c right join snow_orders o on c.id = o.customer) join snow_lines l on l.order_id = o.id",
        // no lookup join: a point read, and a table that another join will filter
        "1 | snow_customers c, snow_orders o, snow_lines l where c.id = o.customer and l.order_id = o.id and o.id = 7",
        "1 | snow_customers c, snow_orders o, snow_lines l where c.id = o.customer and l.order_id = o.id and o.day in (select abs(part) from snow_offers)",
        // no column gives the key of an order
        "1 | snow_customers c, snow_orders o, snow_lines l where c.id = o.customer and l.part = o.day",
        "1 | snow_customers c, snow_orders o, snow_lines l where c.id = o.customer and l.order_id / 2 = o.id",
      })
  void otherwiseTheOrderStays(int lookups, String from) {
    check(lookups, lookups, "select * from " + from);
  }

  private static void check(int asItIs, int ordered, String sql) {
    Queries.Answer spark = Queries.run(sql, Queries.reference());
    Queries.Answer stays = Snowflake.run(sql, "on", "false");
    Queries.Answer moved = Snowflake.run(sql, "on", "true");

    assertThat(spark.rows()).isNotEmpty();
    assertThat(stays.rows()).isEqualTo(spark.rows());
    assertThat(moved.rows()).isEqualTo(spark.rows());
    assertThat(stays.lookups()).as(stays.plan()).isEqualTo(asItIs);
    assertThat(moved.lookups()).as(moved.plan()).isEqualTo(ordered);
  }

  @Test
  void storesThatMustNotBeLookedUpDoNotMoveJoins() {
    String sql =
        "select /*+ NO_LOOKUP(o) */ * from snow_customers c, snow_orders o, snow_lines l"
            + " where c.id = o.customer and l.order_id = o.id";

    assertThat(Snowflake.run(sql, "auto", "true").lookups()).isEqualTo(1);
  }

  @Test
  void whatLeavesOutRowsIsLookedUpFirst() {
    String sql =
        "select * from snow_customers c, snow_orders o, snow_lines l, snow_offers p"
            + " where c.id = o.customer and l.order_id = o.id and p.supplier = l.supplier"
            + " and p.part = l.part and p.price > 40";

    String plan = Queries.atTheEnd(Snowflake.run(sql, "on", "true").plan());

    // a plan lists the first operation last
    assertThat(plan.lastIndexOf("snow_offers,")).isGreaterThan(plan.lastIndexOf("snow_orders,"));
  }

  @Test
  void joinsOfAStreamStayAsTheyAre() throws Exception {
    SparkSession spark = LocalSpark.session();
    Dataset<Row> lines =
        spark
            .readStream()
            .schema(spark.table("snow_lines").schema())
            .parquet(Snowflake.directory().resolve("snow_lines").toString());
    lines.createOrReplaceTempView("order_stream");
    Dataset<Row> joined =
        spark.sql(
            "select count(*) from snow_customers c, snow_orders o, order_stream l"
                + " where c.id = o.customer and l.order_id = o.id");

    StreamingQuery query =
        joined
            .writeStream()
            .format("memory")
            .queryName("order_of_stream")
            .outputMode("complete")
            .trigger(Trigger.AvailableNow())
            .start();
    query.awaitTermination();

    ByteArrayOutputStream plan = new ByteArrayOutputStream();
    Console.withOut(
        plan,
        () -> {
          query.explain();
          return null;
        });
    assertThat(Queries.lookups(plan.toString(StandardCharsets.UTF_8))).isEqualTo(1);
    assertThat(spark.table("order_of_stream").first().getLong(0)).isPositive();
  }

  @Test
  void refusesAnotherValue() {
    assertThatThrownBy(() -> Snowflake.run("select * from snow_lines", "on", "never"))
        .hasMessageContaining("spark.indexkv.join.reorder is 'never', expected one of true, false");
  }
}
