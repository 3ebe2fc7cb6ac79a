/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.List;
import java.util.Locale;

/** The data that the options describe, or the same data with one property changed. */
enum JoinCase {
  BASE,
  STRING_KEYS,
  /** Half of the facts find their key. */
  HALF_HIT,
  /** One fact in a hundred finds its key. */
  FEW_HIT,
  TEN_TIMES_KEYS,
  TENTH_OF_FACTS;

  /** Number of facts in a hundred that find their key. */
  static final int BASE_HITS = 90;

  JoinData data(JoinOptions options) {
    return new JoinData(
        options.data(),
        this == TENTH_OF_FACTS ? Math.max(1, options.facts() / 10) : options.facts(),
        this == TEN_TIMES_KEYS ? Math.multiplyExact(10, options.keys()) : options.keys(),
        this == STRING_KEYS ? JoinKey.STRING : JoinKey.LONG,
        this == HALF_HIT ? 50 : this == FEW_HIT ? 1 : BASE_HITS);
  }

  /** The queries that are measured if the options name none. */
  List<JoinQuery> queries() {
    return this == BASE ? List.of(JoinQuery.values()) : List.of(JoinQuery.Q1);
  }

  /** The variants that are measured if the options name none. */
  List<JoinVariant> variants() {
    return this == BASE
        ? List.of(JoinVariant.values())
        : List.of(JoinVariant.SCAN, JoinVariant.LOOKUP);
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
