/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

/** What happens to entries that have the same key. */
public enum Duplicates {
  /** They are an error, which shows the key and where both are. */
  FAIL,
  /** The one that came first stays. */
  FIRST,
  /** The one that came last stays. */
  LAST
}
