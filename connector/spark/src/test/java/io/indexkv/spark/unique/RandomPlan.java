/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.unique;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random query over the {@link UniqueTables}: joins, groupings and other operators above each
 * other. Its rows do not depend on an order.
 *
 * @param sql a query with the columns c0, c1, …
 * @param types for each column: n for a number, s for a string, d for a double
 */
record RandomPlan(String sql, String types) {

  static RandomPlan of(Random random) {
    RandomPlan plan = table(random);
    for (int steps = 1 + random.nextInt(4); steps > 0; steps--) {
      plan = plan.above(random);
    }
    return plan;
  }

  private static RandomPlan table(Random random) {
    return switch (random.nextInt(7)) {
      case 0, 1 -> new RandomPlan("select k as c0, w as c1, v as c2 from one", "nns");
      case 2, 3 -> new RandomPlan("select a as c0, b as c1, v as c2 from two", "nsn");
      case 4 -> new RandomPlan("select k as c0, v as c1 from layered", "ns");
      default -> new RandomPlan("select a as c0, x as c1, b as c2, d as c3 from facts", "nnsd");
    };
  }

  private RandomPlan above(Random random) {
    return switch (random.nextInt(17)) {
      case 0, 1, 2, 3, 4 -> joined(random);
      case 5, 6 -> distinct(random);
      case 7, 8 -> grouped(random);
      case 9, 10 -> filtered(random);
      case 11, 12 -> projected(random);
      case 13 -> correlated(random);
      case 14 -> limited(random);
      case 15 ->
          new RandomPlan(
              "select x.*, count(*) over (partition by x.c0) as c%d from (%s) x"
                  .formatted(types.length(), sql),
              types + "n");
      default ->
          random.nextBoolean()
              ? new RandomPlan("%s union all %s".formatted(sql, sql), types)
              : new RandomPlan(
                  "select x.* from (%s) x lateral view explode(array(1, 2)) e as y".formatted(sql),
                  types);
    };
  }

  private RandomPlan joined(Random random) {
    RandomPlan other = random.nextInt(3) == 0 ? table(random).above(random) : table(random);
    String kind =
        List.of(
                "join",
                "left join",
                "left join",
                "left join",
                "right join",
                "full join",
                "left semi join",
                "left anti join")
            .get(random.nextInt(8));
    List<String> on = new ArrayList<>();
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      int column = random.nextInt(3) == 0 ? random.nextInt(other.types.length()) : 0;
      int one = likely(random, other.types.charAt(column));
      if (one >= 0) {
        on.add(equal(random, "x.c" + one, "y.c" + column, other.types.charAt(column)));
      }
    }
    if (on.isEmpty()) {
      on.add("x.c0 = y.c0");
    }
    if (random.nextInt(5) == 0) {
      on.add("y.c0 " + (random.nextBoolean() ? "= " : "> ") + random.nextInt(6));
    }
    String from =
        " from (%s) x %s (%s) y on %s".formatted(sql, kind, other.sql, String.join(" and ", on));
    List<String> columns = new ArrayList<>();
    StringBuilder kept = new StringBuilder();
    pick(random, "x", types, columns, kept);
    if (!kind.contains("semi") && !kind.contains("anti") && random.nextInt(5) < 3) {
      pick(random, "y", other.types, columns, kept);
    }
    return new RandomPlan("select " + named(columns) + from, kept.toString());
  }

  private static String equal(Random random, String one, String other, char type) {
    String equal = random.nextInt(6) == 0 ? " <=> " : " = ";
    if (type == 'n' && random.nextInt(6) == 0) {
      return one + " + 1" + equal + other;
    }
    return type == 'n' && random.nextInt(8) == 0
        ? "cast(" + one + " as decimal(20,0))" + equal + "cast(" + other + " as decimal(20,0))"
        : one + equal + other;
  }

  /** A column of a type; the first one more often; negative if there is none. */
  private int likely(Random random, char type) {
    List<Integer> found =
        IntStream.range(0, types.length()).filter(i -> types.charAt(i) == type).boxed().toList();
    if (found.isEmpty()) {
      return -1;
    }
    return found.get(random.nextBoolean() ? 0 : random.nextInt(found.size()));
  }

  private static void pick(
      Random random, String table, String types, List<String> columns, StringBuilder kept) {
    int before = columns.size();
    for (int i = 0; i < types.length(); i++) {
      if (random.nextInt(4) > 0 || i == types.length() - 1 && columns.size() == before) {
        columns.add(table + ".c" + i);
        kept.append(types.charAt(i));
      }
    }
  }

  private static String named(List<String> columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i) + " as c" + i)
        .collect(Collectors.joining(", "));
  }

  private RandomPlan distinct(Random random) {
    List<String> columns = new ArrayList<>();
    StringBuilder kept = new StringBuilder();
    pick(random, "x", types, columns, kept);
    return new RandomPlan(
        "select distinct " + named(columns) + " from (" + sql + ") x", kept.toString());
  }

  private RandomPlan grouped(Random random) {
    List<String> columns = new ArrayList<>();
    StringBuilder kept = new StringBuilder();
    pick(random, "x", types, columns, kept);
    String by = String.join(", ", columns);
    for (int i = random.nextInt(4); i > 0; i--) {
      int column = random.nextInt(types.length());
      String x = "x.c" + column;
      String when = random.nextInt(4) == 0 ? " filter (where x.c0 is not null)" : "";
      switch (random.nextInt(types.charAt(column) == 'n' ? 7 : 5)) {
        case 0 -> add(columns, kept, "count(*)" + when, 'n');
        case 1 -> add(columns, kept, "count(" + x + ")" + when, 'n');
        case 2 -> add(columns, kept, "max(" + x + ")" + when, types.charAt(column));
        case 3 -> add(columns, kept, "min(" + x + ")" + when, types.charAt(column));
        case 4 -> add(columns, kept, "count(distinct " + x + ", x.c0)", 'n');
        case 5 -> add(columns, kept, "sum(" + x + ")" + when, 'n');
        default -> add(columns, kept, "avg(" + x + ")" + when, 'd');
      }
    }
    return new RandomPlan(
        "select " + named(columns) + " from (" + sql + ") x group by " + by, kept.toString());
  }

  private static void add(List<String> columns, StringBuilder kept, String column, char type) {
    columns.add(column);
    kept.append(type);
  }

  private RandomPlan filtered(Random random) {
    int column = random.nextInt(types.length());
    String x = "x.c" + column;
    boolean number = types.charAt(column) == 'n';
    String condition =
        switch (random.nextInt(6)) {
          case 0 -> x + " is not null";
          case 1 -> number ? x + " = " + random.nextInt(9) : x + " is null";
          case 2 ->
              number ? x + " in (select y.c0 from (" + table(random).sql + ") y)" : "x.c0 > 3";
          case 3 -> number ? x + " not in (1, 4, 7)" : "x.c0 <> 2";
          case 4 ->
              "exists (select 1 from (" + table(random).sql + ") y where y.c0 = x.c0 and y.c0 > 2)";
          default -> "x.c0 < " + random.nextInt(25);
        };
    if (condition.contains("x.c0") && types.charAt(0) != 'n') {
      condition = "x.c0 is not null";
    }
    return new RandomPlan("select x.* from (" + sql + ") x where " + condition, types);
  }

  private RandomPlan projected(Random random) {
    List<String> columns = new ArrayList<>();
    StringBuilder kept = new StringBuilder();
    pick(random, "x", types, columns, kept);
    int column = random.nextInt(types.length());
    if (types.charAt(column) == 'n') {
      add(columns, kept, random.nextBoolean() ? "x.c" + column : "x.c" + column + " % 4", 'n');
    }
    return new RandomPlan("select " + named(columns) + " from (" + sql + ") x", kept.toString());
  }

  /** With a scalar subquery, whose count is 0 without rows. */
  private RandomPlan correlated(Random random) {
    if (types.charAt(0) != 'n') {
      return distinct(random);
    }
    String result = List.of("count(*)", "max(y.c0)", "count(y.c1) + 1").get(random.nextInt(3));
    return new RandomPlan(
        "select x.*, (select %s from (%s) y where y.c0 = x.c0) as c%d from (%s) x"
            .formatted(result, table(random).sql, types.length(), sql),
        types + "n");
  }

  private RandomPlan limited(Random random) {
    String order =
        IntStream.range(0, types.length())
            .mapToObj(i -> "x.c" + i)
            .collect(Collectors.joining(", "));
    return new RandomPlan(
        "select * from (select x.* from (%s) x order by %s limit %d)"
            .formatted(sql, order, 1 + random.nextInt(20)),
        types);
  }
}
