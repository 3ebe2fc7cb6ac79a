/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

/**
 * The reason why a join with a store is not a lookup join: it cannot be one, or it should not be
 * one. The message completes "not a lookup join: …".
 */
public final class NoLookupJoin extends Exception {
  private final boolean wished;

  /** The join cannot be a lookup join. */
  NoLookupJoin(String reason) {
    this(reason, false);
  }

  private NoLookupJoin(String reason, boolean wished) {
    super(reason, null, false, false);
    this.wished = wished;
  }

  /**
   * The join could perhaps be a lookup join, but the user wants another join, or another one is
   * better.
   */
  public static NoLookupJoin wish(String reason) {
    return new NoLookupJoin(reason, true);
  }

  public boolean isWish() {
    return wished;
  }
}
