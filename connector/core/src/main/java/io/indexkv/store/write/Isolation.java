/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.write;

/** Which commits of others are a conflict for a statement that reads a version and changes it. */
public enum Isolation {
  /** Commits that wrote a key that the statement writes. */
  SNAPSHOT,
  /** Commits that wrote a key that the statement writes, or changed what it has read. */
  SERIALIZABLE
}
