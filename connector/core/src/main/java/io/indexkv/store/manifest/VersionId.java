/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.io.Serializable;

/**
 * Identifies a version of a store among all others, including one of the same store and number. A
 * store that was restored from a copy and then written has another version of the same number.
 *
 * @param storeId identifies the store; the same in all its versions
 * @param version number of the version; 0 for none
 * @param commit identifies the attempt that published the version; no other attempt has it
 */
public record VersionId(String storeId, long version, String commit) implements Serializable {
  /** Stands for a missing version where there is no store yet. */
  public static final VersionId NONE = new VersionId("", 0, "");

  @Override
  public String toString() {
    return version == 0
        ? "no version"
        : "version " + version + " (commit " + commit + ") of store " + storeId;
  }
}
