/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.importing;

import io.indexkv.Progress;
import io.indexkv.Progress.Phase;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Tells the progress of an import about once a second. */
final class ImportMeter {
  /** Number of rows between two looks at the clock. */
  private static final int LOOK = 1024;

  private static final long PERIOD_NANOS = 1_000_000_000;

  private final Consumer<Progress> listener;
  private final OptionalLong expected;
  private final long begun = System.nanoTime();
  private long mergeBegun;
  private long told = begun;
  private long rows;
  private long bytes;

  ImportMeter(OptionalLong expected, Consumer<Progress> listener) {
    this.expected = expected;
    this.listener = listener;
  }

  /** Counts a row. */
  void added(long size) {
    bytes += size;
    if (++rows % LOOK == 0 && System.nanoTime() - told >= PERIOD_NANOS) {
      tell(Phase.ADDING, rows, expected, begun);
    }
  }

  /** Says that so many rows were read in other threads. */
  void reading(long rows, long bytes) {
    this.rows = rows;
    this.bytes = bytes;
    if (System.nanoTime() - told >= PERIOD_NANOS) {
      tell(Phase.ADDING, rows, expected, begun);
    }
  }

  /** Says that all rows are read. */
  void read() {
    tell(Phase.ADDING, rows, expected, begun);
    mergeBegun = System.nanoTime();
  }

  /** Says that so many rows are written. */
  void merged(long entries) {
    if (System.nanoTime() - told >= PERIOD_NANOS) {
      tell(Phase.MERGING, entries, OptionalLong.of(rows), mergeBegun);
    }
  }

  /** Says that all rows are written. */
  void end() {
    tell(Phase.MERGING, rows, OptionalLong.of(rows), mergeBegun);
  }

  private void tell(Phase phase, long entries, OptionalLong all, long since) {
    told = System.nanoTime();
    listener.accept(new Progress(phase, entries, bytes, all, Duration.ofNanos(told - since)));
  }
}
