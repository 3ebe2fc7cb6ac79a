/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

/** A query on the join, and on the bare scan that is its lower bound. */
enum JoinQuery {
  /** Reads one column of a hit, so that the probe is nearly all of the work. */
  Q1("sum(d.l1), count(*)", "max(key), count(*)"),
  /** Reads every column of both sides, so that the output is much of the work. */
  Q2("f.*, d.l1, d.l2, d.d1, d.d2, d.s1, d.s2", "*");

  private static final String ALL_COLUMNS =
      "f.id, f.key, f.ts, f.amount, f.qty, d.l1, d.l2, d.d1, d.d2, d.s1, d.s2";
  private static final String JOIN = " from facts f join dimension d on f.key = d.key";

  private final String joined;
  private final String scanned;

  JoinQuery(String joined, String scanned) {
    this.joined = joined;
    this.scanned = scanned;
  }

  String sql(JoinVariant variant) {
    return variant == JoinVariant.SCAN
        ? "select " + scanned + " from facts"
        : "select " + variant.hint() + joined + JOIN;
  }

  /**
   * SQL of one row that changes if the result changes. It has the number of rows, and the sum and
   * the exclusive or of each row's hash over all columns. The order of the rows does not matter.
   */
  static String fingerprintSql(JoinVariant variant) {
    return "select count(*), sum(cast(h as decimal(38, 0))), bit_xor(h) from (select "
        + variant.hint()
        + "xxhash64("
        + ALL_COLUMNS
        + ") as h"
        + JOIN
        + ")";
  }

  /** True if the rows are thrown away unseen, false if the driver collects them. */
  boolean discardsRows() {
    return this == Q2;
  }

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
