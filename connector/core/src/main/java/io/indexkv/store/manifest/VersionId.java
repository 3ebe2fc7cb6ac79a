/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.io.Serializable;

/**
 * Tells a version of a store from every other, also from one of the same store and number: a store
 * that is restored from a copy and written on has another version 2 than before.
 *
 * @param storeId of all versions of the store
 * @param version its number; 0 for none
 * @param commit of the attempt that published it, which no other attempt has
 */
public record VersionId(String storeId, long version, String commit) implements Serializable {
  /** In place of a version where there is no store yet. */
  public static final VersionId NONE = new VersionId("", 0, "");

  @Override
  public String toString() {
    return version == 0
        ? "no version"
        : "version " + version + " (commit " + commit + ") of store " + storeId;
  }
}
