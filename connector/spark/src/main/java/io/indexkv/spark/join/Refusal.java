/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

/**
 * Why a join with a store stays Spark's own: because it cannot be a lookup join, or because it is
 * not wanted. The message completes "not a lookup join: …".
 */
final class Refusal extends Exception {
  private final boolean wished;

  /** It cannot be one. */
  Refusal(String reason) {
    this(reason, false);
  }

  private Refusal(String reason, boolean wished) {
    super(reason, null, false, false);
    this.wished = wished;
  }

  /** It could be one, perhaps, but somebody asks for another, or another is better. */
  static Refusal wish(String reason) {
    return new Refusal(reason, true);
  }

  boolean isWish() {
    return wished;
  }
}
