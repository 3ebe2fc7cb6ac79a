/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import io.indexkv.file.format.KeyCut;

/** Which neighbour of an asked key is wanted. */
public enum Nearest {
  /** The last entry with a key of at most the asked one. */
  FLOOR(true, true),

  /** The last entry with a key below the asked one. */
  LOWER(true, false),

  /** The first entry with a key of at least the asked one. */
  CEILING(false, true),

  /** The first entry with a key above the asked one. */
  HIGHER(false, false);

  private final boolean below;
  private final boolean equal;

  Nearest(boolean below, boolean equal) {
    this.below = below;
    this.equal = equal;
  }

  /** Whether the wanted entry is the last before a cut, not the first behind it. */
  public boolean isBelow() {
    return below;
  }

  /** The cut next to which the wanted entry is. */
  KeyCut cut(Asked asked) {
    if (below != equal) {
      return KeyCut.BEFORE;
    }
    return asked == Asked.BEGINNINGS ? KeyCut.BEHIND_BEGINNING : KeyCut.BEHIND;
  }

  /** The same neighbour of a key, which is not the key itself. */
  public Nearest strict() {
    return below ? LOWER : HIGHER;
  }
}
