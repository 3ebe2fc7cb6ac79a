/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.index.DirectIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.HashIndex;

/**
 * Finds keys by the index of a file that is not completely verified. It checks every line and entry
 * before it uses them. Thread-safe.
 */
sealed interface KeySearch permits HashSearch, DirectSearch {
  static KeySearch of(EntryIndex index, DataSpace data) {
    return index instanceof DirectIndex direct
        ? new DirectSearch(direct, data)
        : new HashSearch((HashIndex) index, data);
  }

  /** Position of the entry with this key, or -1. The file must have entries. */
  long find(byte[] key, int offset, int length);
}
