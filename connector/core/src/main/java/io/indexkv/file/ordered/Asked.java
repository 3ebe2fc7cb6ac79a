/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

/** What the bytes are that a probe asks for. */
public enum Asked {
  /** Whole keys. */
  KEYS,

  /** The encoded first columns of keys. A key that begins with them counts as equal. */
  BEGINNINGS
}
