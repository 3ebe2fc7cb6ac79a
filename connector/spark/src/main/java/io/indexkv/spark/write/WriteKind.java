/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** What a write does to the entries that are there. */
enum WriteKind {
  /** Replaces them all. */
  OVERWRITE,
  /** Leaves them, but for those whose keys are written. */
  UPSERT
}
