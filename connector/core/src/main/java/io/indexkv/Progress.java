/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the writing of a store has come.
 *
 * @param phase what the writer does now
 * @param entries number of entries of this phase so far
 * @param bytes bytes of their keys and values
 * @param expected number of entries of the whole phase, if known
 * @param elapsed time since the phase began
 */
public record Progress(
    Phase phase, long entries, long bytes, OptionalLong expected, Duration elapsed) {
  /** What a writer does. A write has the first phase, and the second if it has to sort entries. */
  public enum Phase {
    /** The writer accepts entries, and writes those that are in key order at once. */
    ADDING,
    /** The writer sorts the accepted entries and writes them in key order. */
    MERGING
  }

  private static final double NANOS = 1e9;

  public Progress {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /** Average rate of this phase so far; 0 if no time has passed. */
  public double entriesPerSecond() {
    return perSecond(entries);
  }

  /** Average rate of this phase so far; 0 if no time has passed. */
  public double bytesPerSecond() {
    return perSecond(bytes);
  }

  private double perSecond(long amount) {
    return elapsed.isZero() ? 0 : amount / (elapsed.toNanos() / NANOS);
  }

  /**
   * Time left in this phase at the rate so far; empty if the number of expected entries is unknown
   * or no rate is known yet.
   */
  public Optional<Duration> timeLeft() {
    if (expected.isEmpty() || entries == 0 || elapsed.isZero()) {
      return Optional.empty();
    }
    long left = Math.max(0, expected.getAsLong() - entries);
    return Optional.of(Duration.ofNanos((long) (left * ((double) elapsed.toNanos() / entries))));
  }
}
