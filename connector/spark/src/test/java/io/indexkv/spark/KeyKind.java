/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A kind of key: SQL expressions for its columns a, b, … in the row with an id. Each id gives
 * another key, ascending or not. Literals of id 7 serve for filters.
 */
public enum KeyKind {
  // only two rows can have a boolean key, so the boolean comes with another column
  BOOLEAN_AND_INT("id % 2 = 0", "cast(id as int)"),
  DATE("date_add(date'1969-06-01', cast(id as int))"),
  TIMESTAMP("timestamp_micros((id - 50) * 86399999999)"),
  TIMESTAMP_NTZ(
      "cast('1969-12-01' as timestamp_ntz) + make_dt_interval(0, cast(id as int), 0, 0.000007)"),
  DECIMAL_SHORT("cast((id - 50) / 4 as decimal(9,2))"),
  DECIMAL_LONG("cast((id - 50) * 1000000.001 as decimal(18,3))"),
  DECIMAL_WIDE("cast((id - 50) * 123456789012345678.123456789 as decimal(38,9))"),
  BINARY("unhex(concat('00', repeat('ff', cast(id % 3 as int)), lpad(hex(id), 4, '0')))"),
  STRING("if(id = 0, '', concat('é', id))"),
  STRING_AND_BIGINT("concat('s', id % 10)", "id - 50"),
  STRING_AND_STRING(
      "repeat('x', cast(id % 4 as int))", "concat(repeat('x', cast(id % 3 as int)), id)"),
  // a word of eight bytes
  INT_AND_INT("cast(id % 5 as int)", "cast(-id as int)"),
  BINARY_AND_STRING("unhex(if(id % 2 = 0, '00', '0001'))", "concat('b', id)"),
  DATE_AND_DECIMAL_AND_STRING(
      "date_add(date'2026-01-01', cast(id % 3 as int))",
      "cast(id % 4 as decimal(20,1))", "cast(id as string)"),
  SHORT_AND_BYTE("cast(id as smallint)", "cast(id % 100 as tinyint)");

  private final List<String> expressions;

  KeyKind(String... expressions) {
    this.expressions = List.of(expressions);
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the key columns: a, b, … */
  public List<String> columns() {
    return IntStream.range(0, expressions.size())
        .mapToObj(i -> String.valueOf((char) ('a' + i)))
        .toList();
  }

  /** The value of the option {@code key}. */
  public String option() {
    return String.join(",", columns());
  }

  /** A select list with the key of row {@code id}, which is an expression. */
  public String select(String id) {
    return list(", ", i -> expression(i, id) + " as " + columns().get(i));
  }

  /**
   * A select list with the key of row {@code id}, with some nulls: column i is null if the id is i
   * more than a multiple of 13.
   */
  public String selectWithNulls(String id, String key) {
    return list(
        ", ",
        i ->
            "if(%s %% 13 = %d, null, %s) as %s"
                .formatted(id, i, expression(i, key), columns().get(i)));
  }

  /** A condition that the key is the key of row {@code id}; the columns come in another order. */
  public String equalTo(String id) {
    return list(" and ", i -> expression(i, id) + " = " + columns().get(i));
  }

  /** A condition that two tables have the same key; the columns come in another order. */
  public String joined(String left, String right) {
    return list(" and ", i -> "%2$s.%1$s = %3$s.%1$s".formatted(columns().get(i), left, right));
  }

  /** An expression over a table's key whose value can be printed. */
  public String hash(String table) {
    return "xxhash64(%s)".formatted(list(", ", i -> table + "." + columns().get(i)));
  }

  /** The value of a key column in the row {@code id}, which is an expression. */
  public String value(int column, String id) {
    return "(" + expression(column, id) + ")";
  }

  /** Whether a key column is a string. */
  public boolean isText(int column) {
    return expression(column, "id").matches("concat.*|repeat.*|if\\(id = 0, ''.*|.* as string\\)");
  }

  private String expression(int column, String id) {
    return expressions.get(column).replaceAll("\\bid\\b", id);
  }

  private String list(String separator, IntFunction<String> column) {
    return IntStream.range(0, expressions.size())
        .mapToObj(i -> column.apply(expressions.size() - 1 - i))
        .collect(Collectors.joining(separator));
  }
}
