/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.spark.conf.JoinMode;
import java.util.Optional;

/** A scan that reads a store, and so can be replaced by lookups into it. */
public interface StoreBacked {
  PinnedStore store();

  /** True if the scan returns every entry of the store: nothing was pushed into it but columns. */
  boolean complete();

  /** What the read itself says about joins, if it says something. */
  Optional<JoinMode> joinMode();

  /**
   * Says in plans why a join with this scan is Spark's own, or with an empty reason that it is not.
   * No part of the scan's identity: two scans that differ in nothing else are equal.
   */
  void explainJoin(String reason);
}
