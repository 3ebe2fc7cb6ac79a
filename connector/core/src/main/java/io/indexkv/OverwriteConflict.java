/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

/** What an overwrite does if another writer published a version since the overwrite began. */
public enum OverwriteConflict {
  /** It fails, so that nobody's changes are replaced unseen. */
  FAIL,
  /**
   * It replaces that version, too: what was written meanwhile is in the history only. For writers
   * whose content does not depend on what was there.
   */
  REPLACE
}
