/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

/**
 * Why a join with a store stays Spark's own: because it cannot be a lookup join, or because it is
 * not wanted. The message completes "not a lookup join: …".
 */
public final class NoLookupJoin extends Exception {
  private final boolean wished;

  /** It cannot be one. */
  NoLookupJoin(String reason) {
    this(reason, false);
  }

  private NoLookupJoin(String reason, boolean wished) {
    super(reason, null, false, false);
    this.wished = wished;
  }

  /** It could be one, perhaps, but somebody asks for another, or another is better. */
  static NoLookupJoin wish(String reason) {
    return new NoLookupJoin(reason, true);
  }

  public boolean isWish() {
    return wished;
  }
}
