/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far the writing of a store is.
 *
 * @param entries of this phase so far
 * @param bytes of their keys and values
 * @param expected entries of this phase in all, if known
 * @param elapsed since the phase began
 */
public record Progress(
    Phase phase, long entries, long bytes, OptionalLong expected, Duration elapsed) {
  /** A write has the first phase, and the second if entries had to be sorted. */
  public enum Phase {
    /** Entries are taken in; those in order are written at once. */
    ADDING,
    /** What was taken in is written in key order. */
    MERGING
  }

  private static final double NANOS = 1e9;

  public Progress {
    Objects.requireNonNull(phase, "phase");
    Objects.requireNonNull(expected, "expected");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  public double entriesPerSecond() {
    return perSecond(entries);
  }

  public double bytesPerSecond() {
    return perSecond(bytes);
  }

  private double perSecond(long amount) {
    return elapsed.isZero() ? 0 : amount / (elapsed.toNanos() / NANOS);
  }

  /** What is left of this phase at the rate so far; empty if nobody can tell. */
  public Optional<Duration> timeLeft() {
    if (expected.isEmpty() || entries == 0 || elapsed.isZero()) {
      return Optional.empty();
    }
    long left = Math.max(0, expected.getAsLong() - entries);
    return Optional.of(Duration.ofNanos((long) (left * ((double) elapsed.toNanos() / entries))));
  }
}
