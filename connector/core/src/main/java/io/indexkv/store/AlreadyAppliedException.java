/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.BatchMark;

/**
 * A commit found that the store has its batch already. Nothing was published, and there is nothing
 * to do. The caller may delete the files of the commit.
 */
public final class AlreadyAppliedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Describes the batch.
   *
   * @param version the newest version of the store
   * @param last number of the last batch that the version has
   */
  AlreadyAppliedException(BatchMark batch, long version, long last) {
    super(
        "version %d has batch %d of %s, so batch %d is not applied again"
            .formatted(version, last, batch.property(), batch.number()));
  }
}
