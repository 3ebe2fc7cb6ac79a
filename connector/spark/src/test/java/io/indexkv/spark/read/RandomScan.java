/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.KeyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/**
 * A random query over the table {@code $t} with the key columns of a kind, a number {@code v} and a
 * text {@code w}. Its answer does not depend on the order of rows.
 */
record RandomScan(Random random, KeyKind kind) {

  String query() {
    String from = " from $t" + (random.nextInt(6) == 0 ? "" : " where " + condition(2));
    String key = String.join(", ", kind.columns());
    String way = random.nextBoolean() ? "" : " desc";
    String order =
        kind.columns().stream()
            .map(c -> c + way)
            .collect(Collectors.joining(", ", " order by ", ""));
    int limit = 1 + random.nextInt(random.nextBoolean() ? 5 : 90);
    return switch (random.nextInt(14)) {
      case 0, 1 -> "select count(*)" + from;
      case 2 -> "select min(a), max(a)" + from;
      case 3 -> "select count(*), max(a), min(a), count(1) + 1" + from;
      case 4 -> "select distinct " + key + from;
      case 5 -> "select count(distinct a), min(v), count(w)" + from;
      case 6 -> "select a, count(*)" + from + " group by a";
      case 7 -> "select *" + from + order + " limit " + limit;
      case 8 -> "select " + key + ", w" + from + order + " limit " + limit + " offset 3";
      case 9 -> "select a" + from + " order by a" + way + " limit " + limit;
      case 10 -> "select count(*) from (select *" + from + " limit " + limit + ")";
      case 11 -> "select max(a), count(w)" + from;
      case 12 -> "select v, w" + from;
      default -> "select *" + from;
    };
  }

  private String condition(int depth) {
    if (depth > 0) {
      switch (random.nextInt(6)) {
        case 0, 1:
          return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
        case 2:
          return "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
        case 3:
          return random.nextInt(3) == 0 ? "not (" + condition(depth - 1) + ")" : prefix();
        default:
      }
    }
    return leaf(random.nextInt(kind.columns().size()));
  }

  /** Equality in the first columns and another condition on the next. */
  private String prefix() {
    List<String> terms = new ArrayList<>();
    int id = id();
    int last = random.nextInt(kind.columns().size());
    for (int i = 0; i < last; i++) {
      terms.add(column(i) + " = " + kind.value(i, id + "L"));
    }
    terms.add(leaf(last));
    return String.join(" and ", terms);
  }

  private String leaf(int i) {
    String column = column(i);
    return switch (random.nextInt(16)) {
      case 0 -> column + " in (" + values(i) + ")";
      case 1 -> column + " not in (" + values(i) + ")";
      case 2, 3 -> column + " between " + value(i) + " and " + value(i);
      case 4 -> column + " is not null";
      case 5 -> column + (random.nextBoolean() ? " is null" : " <=> null");
      case 6 -> "v " + comparison() + " " + random.nextInt(10);
      case 7 -> value(i) + " " + comparison() + " " + column;
      case 8 -> column + " <=> " + value(i);
      case 9 ->
          "cast(" + column + " as string) like '" + "%ab-1s2x".charAt(random.nextInt(8)) + "%'";
      case 10 ->
          kind.isText(i)
              ? column
                  + " like '"
                  + List.of("x", "xx", "s1", "é1", "b", "1", "", "s%_").get(random.nextInt(8))
                  + "%'"
              : column + " " + comparison() + " " + value(i);
      case 11 -> column + " = " + value(i);
      default -> column + " " + comparison() + " " + value(i);
    };
  }

  private String column(int i) {
    return kind.columns().get(i);
  }

  private int id() {
    return random.nextInt(180) - 5;
  }

  private String value(int i) {
    return random.nextInt(40) == 0 ? "null" : kind.value(i, Math.max(0, id()) + "L");
  }

  private String values(int i) {
    List<String> values = new ArrayList<>();
    for (int n = 1 + random.nextInt(random.nextBoolean() ? 3 : 15); n > 0; n--) {
      values.add(value(i));
    }
    return String.join(", ", values);
  }

  private String comparison() {
    return List.of("<", "<=", ">", ">=", "<>", "=").get(random.nextInt(6));
  }
}
