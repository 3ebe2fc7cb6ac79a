/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import org.apache.spark.sql.catalyst.expressions.UnsafeRow;

/** The entries of the runs of a batch, in the order in which a join wants them. For one thread. */
sealed interface RunEntries permits ForwardRuns, BackwardRuns, PrefixRuns {
  /** Starts a batch. */
  void begin();

  /** Adds the run of the next row. */
  void add(AskedRun run);

  /** Adds a row that has no run. */
  void addNothing();

  /** Looks up the runs of the batch together. */
  void find();

  /** Moves before the first entry of a row's run. */
  void seek(int row);

  /** Points {@code reused} at the next entry; false at the end of the run. */
  boolean next(UnsafeRow reused);
}
