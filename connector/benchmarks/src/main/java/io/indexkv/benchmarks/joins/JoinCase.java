/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.joins;

import java.util.List;
import java.util.Locale;

/** The data that the options describe, or the same data with one property changed. */
enum JoinCase {
  BASE,
  STRING_KEYS,
  /** The keys are the numbers from 0 on; facts that find none have larger ones. */
  DENSE_KEYS,
  /** Half of the facts find their key. */
  HALF_HIT,
  /** One fact in a hundred finds its key. */
  FEW_HIT,
  TEN_TIMES_KEYS,
  TENTH_OF_FACTS;

  /** Number of facts in a hundred that find their key. */
  static final int BASE_HITS = 90;

  /** The type of the keys. */
  JoinKey key() {
    return switch (this) {
      case STRING_KEYS -> JoinKey.STRING;
      case DENSE_KEYS -> JoinKey.DENSE;
      default -> JoinKey.LONG;
    };
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
