/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.indexkv.spark.join.Queries;
import io.indexkv.spark.join.Snowflake;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Conditions with subqueries come after lookups that remove rows, and do not prevent lookup joins.
 */
@Tag("slow")
class LateSubqueriesTest {
  /** The rows twice, so that no join with them is broadcast. */
  private static final String OTHERS =
      "select * from snow_lines union all select * from snow_lines";

  @BeforeAll
  static void createTables() {
    Snowflake.create();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exists (select * from others x where x.order_id = l.order_id and x.supplier <> l.supplier)",
        "not exists (select * from others x where x.order_id = l.order_id and x.id > l.id)",
        "l.part in (select x.order_id from others x where x.id > 900)",
        "l.part not in (select x.order_id from others x where x.id > 2900 and x.order_id is not null)",
        "(l.id < 100 or l.part in (select x.order_id from others x where x.id > 2900))",
        "exists (select * from others x where x.part = l.part and x.supplier <> l.supplier) and l.id > 5 and l.supplier in (select y.supplier from others y where y.id > 20)",
      })
  void subqueriesComeAfterTheLookups(String condition) {
    String sql =
        "select l.id, o.day, c.name from snow_lines l, snow_orders o, snow_customers c"
            + " where l.order_id = o.id and o.customer = c.id and c.country = 3 and "
            + condition;

    Queries.Answer moved = answer(sql);

    String plan = Queries.atTheEnd(moved.plan());
    assertThat(moved.lookups()).as(plan).isEqualTo(2);
    // the plan lists the first operation last; Spark 4.2 has nested loops for NOT IN
    String own = "(SortMerge|BroadcastHash|BroadcastNestedLoop)Join";
    assertThat(plan).containsPattern("(?s)" + own + ".*LookupJoin.*LookupJoin");
    assertThat(plan).doesNotContainPattern("(?s)LookupJoin.*" + own);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // no lookup removes rows
        "2 | snow_lines l, snow_orders o, snow_customers c where l.order_id = o.id and o.customer = c.id and l.part in (select order_id from others)",
        // another table may have many rows for one
        "1 | snow_lines l, snow_orders o, others z where l.order_id = o.id and o.day > 20 and l.id = z.part and l.part in (select order_id from others)",
        // a subquery that is looked up comes first
        "3 | snow_lines l, snow_orders o, snow_customers c where l.order_id = o.id and o.customer = c.id and c.country = 3 and l.part in (select id from snow_countries)",
      })
  void otherwiseTheyStay(int lookups, String from) {
    assertThat(answer("select l.* from " + from).lookups()).isEqualTo(lookups);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | o.id in (select order_id from others group by order_id having count(*) > 5)",
        "2 | o.id in (select order_id from others group by order_id having count(*) > 5) and o.day > 10",
        "2 | l.order_id in (select order_id from others where id > 70)",
        // the condition is on another column, and says nothing about lines
        "1 | o.day in (select supplier + 7 from others)",
        "1 | o.id not in (select order_id from others where id > 2700 and order_id is not null)",
      })
  void whatIsSaidTwiceIsAskedOnce(int lookups, String condition) {
    String sql =
        "select c.name, o.id, l.id as line from snow_customers c, snow_orders o, snow_lines l"
            + " where c.id = o.customer and o.id = l.order_id and "
            + condition;

    assertThat(answer(sql).lookups()).isEqualTo(lookups);
  }

  private static Queries.Answer answer(String sql) {
    String query = "with others as (" + OTHERS + ") " + sql;
    Queries.Answer spark = Queries.run(query, Queries.reference());
    return Queries.with(
        Map.of("spark.sql.autoBroadcastJoinThreshold", "-1"),
        () -> {
          Queries.Answer stays = Snowflake.run(query, "on", "false");
          Queries.Answer moved = Snowflake.run(query, "on", "true");

          assertThat(spark.rows()).isNotEmpty();
          assertThat(stays.rows()).isEqualTo(spark.rows());
          assertThat(moved.rows()).as(moved.plan()).isEqualTo(spark.rows());
          return moved;
        });
  }
}
