/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.spark.planning.JoinKind;

/** Which rows of a batch are of interest after the lookup. */
public enum KeptRows {
  /** Those whose key is in the store. */
  HITS,
  /** Those whose key is not in the store. */
  MISSES,
  /** All. */
  ALL;

  /**
   * What a join needs to see.
   *
   * @param conditions how many conditions a hit has to meet to be a match
   */
  public static KeptRows of(JoinKind kind, int conditions) {
    return switch (kind) {
      case INNER, SEMI -> HITS;
      case OUTER, EXISTENCE -> ALL;
      case ANTI -> conditions == 0 ? MISSES : ALL;
    };
  }
}
