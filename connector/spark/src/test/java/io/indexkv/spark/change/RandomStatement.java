/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/**
 * Draws statements that Spark and DuckDB both understand, about a table of the columns k (the key),
 * v (a text or null) and x (a number or null). {@code %s} stands for the table.
 */
final class RandomStatement {
  private static final int KEYS = 60;

  private final Random random;

  RandomStatement(Random random) {
    this.random = random;
  }

  /**
   * A statement for both engines.
   *
   * @param spark what Spark runs
   * @param duck what DuckDB runs; an insert replaces rows in Spark only, so it is two statements
   */
  record Pair(String spark, List<String> duck) {
    static Pair of(String both) {
      return new Pair(both, List.of(both));
    }
  }

  Pair next() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> insert();
      case 2, 3, 4 -> Pair.of("update %s set " + assignments() + where());
      case 5, 6 -> Pair.of("delete from %s" + (random.nextInt(12) == 0 ? "" : where()));
      default -> Pair.of(merge());
    };
  }

  private Pair insert() {
    TreeSet<Integer> keys = new TreeSet<>();
    for (int i = 0; i <= random.nextInt(25); i++) {
      keys.add(key());
    }
    List<String> rows =
        keys.stream().map(k -> "(" + k + ", " + text() + ", " + number() + ")").toList();
    String insert = "insert into %s values " + String.join(", ", rows);
    String list = String.join(", ", keys.stream().map(String::valueOf).toList());
    return new Pair(insert, List.of("delete from %s where k in (" + list + ")", insert));
  }

  private String assignments() {
    return switch (random.nextInt(7)) {
      case 0 -> "k = k + 1";
      case 1 -> "k = k + 100 - 200 * (k % 2), x = k";
      case 2 -> "k = " + key() + ", v = 'moved'";
      case 3 -> "v = substr(v || 'ab', 2, 4), x = x + 1";
      case 4 -> "v = " + text();
      case 5 -> "x = (select max(k) from %s), v = null";
      default -> "x = k - x, v = case when x is null then 'none' else v end";
    };
  }

  private String where() {
    return switch (random.nextInt(9)) {
      case 0 -> " where k = " + key();
      case 1 -> " where k in (" + key() + ", " + key() + ", " + key() + ", null)";
      case 2 -> " where k between " + key() + " and " + key();
      case 3 -> " where not (v = " + text() + ")";
      case 4 -> " where v is null or x > " + random.nextInt(50);
      case 5 -> " where k % 5 = " + random.nextInt(5);
      case 6 -> " where k in (select k + 1 from %s where x < " + random.nextInt(60) + ")";
      case 7 -> " where x = (select min(x) from %s)";
      default -> " where v like 'a%' and k <> " + key();
    };
  }

  private String merge() {
    StringBuilder sql = new StringBuilder("merge into %s t using (");
    sql.append(source()).append(") s on t.k = s.k");
    sql.append(random.nextInt(6) == 0 ? " and t.x > 10" : "");
    int begin = sql.length();
    if (random.nextInt(3) == 0) {
      sql.append(" when matched and s.x > 20 then delete");
    }
    if (random.nextInt(4) > 0) {
      sql.append(" when matched then ")
          .append(
              switch (random.nextInt(4)) {
                case 0 -> "delete";
                case 1 -> "update set k = t.k + 1000, v = s.v";
                default -> "update set v = s.v, x = s.x";
              });
    }
    if (random.nextInt(3) == 0) {
      sql.append(" when not matched and s.v is null then insert (k, v, x) values (s.k, 'null', 0)");
    }
    if (sql.length() == begin || random.nextInt(4) > 0) {
      sql.append(" when not matched then insert (k, v, x) values (s.k, s.v, s.x)");
    }
    if (random.nextInt(4) == 0) {
      sql.append(" when not matched by source and t.k % 3 = 0 then ")
          .append(random.nextBoolean() ? "delete" : "update set x = -1");
    }
    return sql.toString();
  }

  private String source() {
    if (random.nextInt(5) == 0) {
      return "select k + " + random.nextInt(3) + " as k, v, x from %s where k % 2 = 0";
    }
    TreeSet<Integer> keys = new TreeSet<>();
    for (int i = 0; i <= random.nextInt(30); i++) {
      keys.add(key());
    }
    List<Integer> all = new ArrayList<>(keys);
    if (random.nextInt(8) == 0) {
      all.add(all.get(0));
    }
    List<String> rows =
        all.stream()
            .map(
                k ->
                    "select %d as k, cast(%s as varchar(9)) as v, cast(%s as int) as x"
                        .formatted(k, text(), number()))
            .toList();
    return String.join(" union all ", rows);
  }

  private int key() {
    return random.nextInt(KEYS);
  }

  private String text() {
    return random.nextInt(5) == 0
        ? "null"
        : "'" + "abc".charAt(random.nextInt(3)) + random.nextInt(4) + "'";
  }

  private String number() {
    return random.nextInt(5) == 0 ? "null" : Integer.toString(random.nextInt(50));
  }
}
