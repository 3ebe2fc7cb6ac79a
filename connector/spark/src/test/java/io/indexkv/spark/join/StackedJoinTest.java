/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Joins with several stores, whose keys are looked up together with the batches of the lowest join,
 * give the rows of Spark's own joins. The test puts every join type above every other, with and
 * without conditions. Keys come from the facts and from other stores, in turns.
 */
@Tag("slow")
class StackedJoinTest {
  private static final List<String> ORDER_CONDITIONS =
      List.of("", " and o.day < 11", " and o.day + l.id % 7 < 20");
  private static final List<String> CUSTOMER_CONDITIONS =
      List.of("", " and c.name like '%1%'", " and c.country + l.id % 5 > 6");

  private enum Type {
    INNER("join", true),
    LEFT("left join", true),
    SEMI("left semi join", false),
    ANTI("left anti join", false),
    /** A join type without an SQL keyword. */
    EXISTENCE("", false);

    private final String sql;
    private final boolean showsStore;

    Type(String sql, boolean showsStore) {
      this.sql = sql;
      this.showsStore = showsStore;
    }

    /**
     * A subquery named l that joins {@code left} with a store. {@code on} uses {@code alias} for
     * the store's columns.
     */
    String join(String left, String columns, String store, String alias, String on) {
      return this == EXISTENCE
          ? "(select l.* %s from %s where exists (select 1 from %s %s where %s) or l.id %% 6 = 0) l"
              .formatted(nothing(columns), left, store, alias, on)
          : "(select l.* %s from %s %s %s %s on %s) l"
              .formatted(showsStore ? columns : nothing(columns), left, sql, store, alias, on);
    }

    /** Columns with the same names, made from the facts. */
    private static String nothing(String columns) {
      return columns.replaceAll("\\w+\\.\\w+ as", "l.supplier as");
    }
  }

  @BeforeAll
  static void createTables() {
    Snowflake.create();
  }

  @ParameterizedTest
  @EnumSource(Type.class)
  void everyTypeAboveEveryType(Type orders) {
    for (Type customers : Type.values()) {
      for (int i = 0; i < 3; i++) {
        int turn = i + orders.ordinal() + customers.ordinal();
        boolean outOfOrders = turn % 2 == 0;
        String sql =
            query(
                orders,
                ORDER_CONDITIONS.get(i),
                customers,
                outOfOrders ? "l.customer" : "l.part",
                CUSTOMER_CONDITIONS.get(turn % 3));
        List<String> expected = Queries.run(sql, Queries.reference()).rows();
        Queries.Answer answer = Snowflake.run(sql, "on", "false");

        assertThat(answer.rows()).as(sql + "\n" + answer.plan()).isEqualTo(expected);
        // Spark looks up the orders' customers before it joins the facts with the orders
        boolean pushed =
            outOfOrders && orders.showsStore && !customers.showsStore && answer.lookups() < 3;
        boolean dropsNull = customers == Type.INNER || customers == Type.SEMI;
        assertThat(pushed || answer.lookups() == 3).as(sql + "\n" + answer.plan()).isTrue();
        boolean mayBeNull = orders == Type.LEFT && i == 2 && outOfOrders && !dropsNull;
        boolean nextMayBeNull = customers == Type.LEFT && turn % 3 == 2;
        assertThat(answer.plan().contains("probe=row"))
            .as(sql + "\n" + answer.plan())
            .isEqualTo(mayBeNull || nextMayBeNull || pushed);
      }
    }
  }

  private static String query(
      Type orders, String orderCondition, Type customers, String customer, String condition) {
    String withOrders =
        orders.join(
            "snow_lines l",
            ", o.customer as customer, o.day as day",
            "snow_orders",
            "o",
            "l.order_id = o.id" + orderCondition);
    String withCustomers =
        customers.join(
            withOrders,
            ", c.country as country, c.name as name",
            "snow_customers",
            "c",
            customer + " = c.id" + condition);
    return "select l.*, n.name as land from "
        + withCustomers
        + " left join snow_countries n on l.country = n.id and n.region < 2";
  }

  @Test
  void aKeyOfSeveralStoresIsLookedUpWithTheBatch() {
    String sql =
        "select l.id, p.price, o.day from snow_lines l join snow_orders o on l.order_id = o.id"
            + " join snow_customers c on o.customer = c.id"
            + " left join snow_offers p on p.part = o.day and p.supplier = c.country";
    Queries.Answer answer = Snowflake.run(sql, "on", "false");

    assertThat(answer.rows())
        .isNotEmpty()
        .isEqualTo(Queries.run(sql, Queries.reference()).rows())
        .anyMatch(row -> !row.contains("null"));
    assertThat(answer.plan()).doesNotContain("probe=row");
    assertThat(answer.lookups()).isEqualTo(3);
  }

  @Test
  void oneColumnMayBeSeveralOfAKey() {
    for (String column : List.of("l.supplier", "o.day")) {
      String sql =
          "select l.id, o.day, p.price from snow_lines l join snow_orders o on l.order_id = o.id"
              + " left join snow_offers p on p.part = %1$s and p.supplier = %1$s".formatted(column);
      Queries.Answer answer = Snowflake.run(sql, "on", "false");

      assertThat(answer.rows())
          .isEqualTo(Queries.run(sql, Queries.reference()).rows())
          .anyMatch(row -> !row.contains("null"));
      assertThat(answer.plan()).doesNotContain("probe=row");
      assertThat(answer.lookups()).isEqualTo(2);
    }
  }

  @Test
  void aKeyThatIsComputedTakesRows() {
    String sql =
        "select l.id, c.name from snow_lines l join snow_orders o on l.order_id = o.id"
            + " join snow_customers c on o.customer + 1 = c.id";
    Queries.Answer answer = Snowflake.run(sql, "on", "false");

    assertThat(answer.rows()).isEqualTo(Queries.run(sql, Queries.reference()).rows());
    assertThat(answer.plan()).contains("probe=row");
  }
}
