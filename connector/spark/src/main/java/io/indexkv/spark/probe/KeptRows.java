/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.planning.JoinKind;

/** Which rows of a batch a join needs after the lookup. */
public enum KeptRows {
  /** Rows whose key is in the store. */
  HITS,
  /** Rows whose key is not in the store. */
  MISSES,
  /** All rows. */
  ALL;

  /**
   * The rows that a join of this kind needs.
   *
   * @param conditions how many conditions a hit must meet to be a match
   */
  public static KeptRows of(JoinKind kind, int conditions) {
    return switch (kind) {
      case INNER, SEMI -> HITS;
      case OUTER, EXISTENCE -> ALL;
      case ANTI -> conditions == 0 ? MISSES : ALL;
    };
  }
}
