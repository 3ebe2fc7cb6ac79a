/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.ordered;

import java.util.List;

/** A type of key columns, with few values, so that facts and stores have many in common. */
enum KeyDomain {
  N("int", "cast(# as int)", "# + 2", "cast(# as bigint) - 1", "huge"),
  B("bigint", "cast(# as bigint)", "# - 1", "# * 2", "huge"),
  H("smallint", "cast(# as smallint)", "cast(# + 1 as smallint)", "huge", "-huge"),
  S(
      "string",
      "concat(element_at(array('', 'a', concat('a', char(0)), 'ab', 'b', 'éa', 'z'),"
          + " cast(1 + # % 7 as int)), if(# >= 7, cast(# as string), ''))",
      "concat(#, 'a')",
      "substr(#, 1, 1)"),
  D("decimal(9,2)", "cast(# * 0.5 as decimal(9,2))", "cast(# + 1 as decimal(9,2))", "vast"),
  E("decimal(22,1)", "cast(# * 1.5 as decimal(22,1))", "cast(# - 3 as decimal(22,1))"),
  DAY("date", "date_add(date'2026-01-01', cast(# as int))", "date_sub(#, 2)"),
  TS(
      "timestamp",
      "timestamp'2026-01-01 00:00:00' + make_dt_interval(0, cast(# as int))",
      "# - interval 2 hours",
      "# + interval 1 second"),
  NTZ(
      "timestamp_ntz",
      "timestamp_ntz'2026-01-01 00:00:00' + make_dt_interval(0, 0, cast(# as int))",
      "# - interval 2 minutes"),
  BIN("binary", "cast(" + S.value("#") + " as binary)"),
  FLAG("boolean", "# % 2 = 0");

  private final String type;
  private final String value;

  /** Other expressions to compare with, over a column of the domain and other columns of facts. */
  private final List<String> others;

  KeyDomain(String type, String value, String... others) {
    this.type = type;
    this.value = value;
    this.others = List.of(others);
  }

  String type() {
    return type;
  }

  /** The name of the facts' column of this domain. */
  String column() {
    return "f" + name().toLowerCase(java.util.Locale.ROOT);
  }

  /** The domain's value for a number from 0 on. */
  String value(String number) {
    return value.replace("#", number);
  }

  List<String> others() {
    return others;
  }
}
