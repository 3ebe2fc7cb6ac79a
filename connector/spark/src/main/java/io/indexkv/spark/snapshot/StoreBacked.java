/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.spark.conf.JoinMode;
import java.util.List;
import java.util.Optional;

/** A scan that reads a store, and so can be replaced by lookups in it. */
public interface StoreBacked {
  PinnedStore store();

  /**
   * True if the scan returns every entry of the store: Spark has pushed down nothing but columns.
   */
  boolean complete();

  /** The only keys that the scan looks up, encoded; empty if it may read any. */
  Optional<List<byte[]>> keys();

  /** The join mode that the read itself sets, if it does. */
  Optional<JoinMode> joinMode();

  /**
   * Sets the reason, shown in plans, why a join with this scan is not a lookup join; empty if there
   * is none. The reason is not part of the scan's identity: scans that differ only in it are equal.
   */
  void explainJoin(String reason);
}
