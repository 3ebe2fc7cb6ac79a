/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import java.util.List;

/**
 * The write of a MERGE, UPDATE or DELETE. The optimizer tells it what it finds in the plan of the
 * statement.
 */
public interface StatementWrite {
  /** The version of the store that the statement reads and changes. */
  PinnedStore target();

  /**
   * Says that the statement reads no other keys of the store. Without this call, it may read any.
   *
   * @param keys encoded keys
   */
  void readsOnly(List<byte[]> keys);
}
