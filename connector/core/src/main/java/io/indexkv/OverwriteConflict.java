/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

/** What an overwrite does if another writer published a version since the overwrite began. */
public enum OverwriteConflict {
  /** The overwrite fails, so that it replaces no changes that its writer has not seen. */
  FAIL,
  /**
   * The overwrite replaces that version, too. What the other writer published remains only in the
   * history. Use it if the new content does not depend on the old.
   */
  REPLACE
}
