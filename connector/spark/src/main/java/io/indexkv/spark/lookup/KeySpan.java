/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import io.indexkv.file.cursor.EntryCursor;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.store.read.OpenSnapshot;

/**
 * The keys that equal what a user asks for: from {@code from} up to, but without, {@code to}. Both
 * are the same bytes if no key can equal it. Null is a place behind all keys.
 */
record KeySpan(byte[] from, byte[] to) {

  /** A cursor whose first entry is the neighbour of these keys; null if no key can be there. */
  EntryCursor neighbour(Nearest nearest, OpenSnapshot files) {
    boolean behind = nearest == Nearest.FLOOR || nearest == Nearest.HIGHER;
    byte[] cut = behind ? to : from;
    if (nearest.isBelow()) {
      // no key is before the empty one
      return cut != null && cut.length == 0 ? null : files.scanBackward(null, cut);
    }
    return cut == null ? null : files.scan(cut, null);
  }
}
