/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.store.write.WriteWatch;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;

/** Counts entries, reports the progress to the listener, and checks the token. */
final class WriteMeter implements WriteWatch {
  /** Number of entries between two checks of the clock and the token. */
  private static final int LOOK = 1024;

  private static final long PERIOD_NANOS = 1_000_000_000;

  private final WriteOptions options;
  private final String location;
  private Progress.Phase phase = Progress.Phase.ADDING;
  private OptionalLong expected;
  private long entries;
  private long bytes;
  private long begun = System.nanoTime();
  private long told = begun;

  WriteMeter(WriteOptions options, String location) {
    this.options = options;
    this.location = location;
    long count = options.expectedEntries();
    expected = count < 0 ? OptionalLong.empty() : OptionalLong.of(count);
  }

  /** Counts an added entry of {@code size} bytes. */
  void added(long size) {
    count(size);
  }

  @Override
  public void merging(long count) {
    tell();
    phase = Progress.Phase.MERGING;
    expected = OptionalLong.of(count);
    entries = 0;
    bytes = 0;
    begun = System.nanoTime();
  }

  @Override
  public void merged(long size) {
    count(size);
  }

  private void count(long size) {
    bytes += size;
    if (++entries % LOOK == 0) {
      pulse();
    }
  }

  @Override
  public void pulse() {
    if (options.cancelled().getAsBoolean()) {
      throw new CancellationException(
          "writing "
              + location
              + " was cancelled in phase "
              + phase
              + " after "
              + entries
              + " entries; nothing was published");
    }
    if (System.nanoTime() - told >= PERIOD_NANOS) {
      tell();
    }
  }

  /** Reports the progress now. */
  void tell() {
    told = System.nanoTime();
    Duration elapsed = Duration.ofNanos(told - begun);
    options.progress().accept(new Progress(phase, entries, bytes, expected, elapsed));
  }
}
