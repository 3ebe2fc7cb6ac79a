/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.spark.conf.JoinMode;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.connector.expressions.filter.Predicate;
import org.apache.spark.sql.connector.read.Scan;

/** A scan that reads a store, and so can be replaced by lookups in it. */
public interface StoreBacked {
  PinnedStore store();

  /**
   * True if the scan returns every entry of the store for which {@link #answered} is true, with all
   * of Spark's other filters above the scan.
   */
  boolean complete();

  /**
   * The predicates that Spark has left to the scan, with literals of the types of the key columns
   * that they compare. They are true for each row that the scan returns.
   */
  List<Predicate> answered();

  /**
   * The estimated part of the store's entries that the scan returns, from 0 to 1. It is 1 if the
   * scan is not complete.
   */
  double share();

  /** The only keys that the scan looks up, encoded; empty if it may read any. */
  Optional<List<byte[]>> keys();

  /**
   * The same scan, which gives the stored rows in place of batches of columns. Empty if this scan
   * gives rows already, or if it does not read all columns.
   */
  Optional<Scan> asRows();

  /** The join mode that the read itself sets, if it does. */
  Optional<JoinMode> joinMode();

  /**
   * Sets the reason, shown in plans, why a join with this scan is not a lookup join; empty if there
   * is none. The reason is not part of the scan's identity: scans that differ only in it are equal.
   */
  void explainJoin(String reason);

  /** The reason that {@link #explainJoin} has set; empty if there is none. */
  String noLookupJoin();
}
