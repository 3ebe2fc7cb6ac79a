/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.write;

/** The rule for entries that have the same key. */
public enum Duplicates {
  /** The write fails. The error shows the key and the places of both entries. */
  FAIL,
  /** The entry that came first stays. */
  FIRST,
  /** The entry that came last stays. */
  LAST
}
