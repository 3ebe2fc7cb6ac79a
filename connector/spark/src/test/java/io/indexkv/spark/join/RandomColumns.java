/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The columns that a part of a random query can use, and random expressions over them. No
 * expression can fail, and none depends on the order of rows.
 */
record RandomColumns(Random random, List<Column> columns) {

  enum Type {
    NUMBER,
    TEXT,
    STRUCT,
    /** Used unchanged, but not in expressions. */
    OTHER
  }

  record Column(String name, Type type) {}

  /** These columns and the columns of another part. */
  RandomColumns and(RandomColumns other) {
    List<Column> all = new ArrayList<>(columns);
    all.addAll(other.columns);
    return new RandomColumns(random, all);
  }

  /** These columns under an alias. */
  RandomColumns as(String alias) {
    return new RandomColumns(
        random, columns.stream().map(c -> new Column(alias + "." + c.name, c.type)).toList());
  }

  String number() {
    return switch (random.nextInt(12)) {
      case 0 -> Integer.toString(random.nextInt(30));
      case 1 -> number() + " + " + number();
      case 2 -> "coalesce(" + number() + ", " + random.nextInt(9) + ")";
      case 3 -> "length(" + text() + ")";
      case 4 -> "if(" + predicate() + ", " + number() + ", " + number() + ")";
      case 5 -> any(Type.STRUCT, "named_struct('x', 1, 'y', 'a')") + ".x";
      default -> any(Type.NUMBER, "7");
    };
  }

  String text() {
    return switch (random.nextInt(10)) {
      case 0 -> "'k" + random.nextInt(30) + "'";
      case 1 -> "concat(" + text() + ", " + text() + ")";
      case 2 -> "coalesce(" + text() + ", 'none')";
      case 3 -> any(Type.STRUCT, "named_struct('x', 1, 'y', 'a')") + ".y";
      case 4 -> "cast(" + any(Type.NUMBER, "7") + " as string)";
      default -> any(Type.TEXT, "'t'");
    };
  }

  String predicate() {
    return switch (random.nextInt(12)) {
      case 0 -> "not (" + predicate() + ")";
      case 1 -> "(" + predicate() + " or " + predicate() + ")";
      case 2 -> "(" + number() + ") is null";
      case 3 -> "(" + text() + ") is not null";
      case 4 -> "(" + number() + ") <=> (" + number() + ")";
      case 5 -> "(" + text() + ") " + comparison() + " (" + text() + ")";
      case 6 -> "(" + number() + ") % 3 = " + random.nextInt(3);
      case 7 -> "(" + number() + ") in (1, 2, 3, 5, 8, 13, 21)";
      default -> "(" + number() + ") " + comparison() + " (" + number() + ")";
    };
  }

  /** An expression of any type. */
  String any() {
    return switch (random.nextInt(5)) {
      case 0 -> predicate();
      case 1, 2 -> text();
      default -> number();
    };
  }

  private String comparison() {
    return List.of("=", "<", ">", "<=", ">=", "<>").get(random.nextInt(6));
  }

  private String any(Type type, String otherwise) {
    List<Column> fitting = columns.stream().filter(c -> c.type == type).toList();
    return fitting.isEmpty() ? otherwise : fitting.get(random.nextInt(fitting.size())).name;
  }
}
