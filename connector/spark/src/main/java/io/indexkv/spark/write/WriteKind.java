/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

/** What a write does to the entries that are already in the store. */
enum WriteKind {
  /** Replaces all entries. */
  OVERWRITE,
  /** Keeps all entries except those whose keys are written. */
  UPSERT,
  /** Changes the entries of a version as a MERGE, UPDATE or DELETE says. */
  CHANGE
}
