/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * Which versions {@link StoreHistory#expire} keeps; it forgets the others. It always keeps the
 * newest version and each version that has a tag. Immutable.
 */
public final class ExpireOptions {
  private final int keepLast;
  private final Instant keepSince;

  private ExpireOptions(int keepLast, Instant keepSince) {
    if (keepLast < 1) {
      throw new IllegalArgumentException(
          "an expiry keeps at least the newest version: expected 1 or more, got " + keepLast);
    }
    this.keepLast = keepLast;
    this.keepSince = keepSince;
  }

  /**
   * Keeps the newest versions.
   *
   * @param count number of versions, at least 1
   * @throws IllegalArgumentException if it is less than 1
   */
  public static ExpireOptions keepLast(int count) {
    return new ExpireOptions(count, null);
  }

  /**
   * Keeps the versions that were committed within {@code age} before now.
   *
   * @throws IllegalArgumentException if {@code age} is negative
   */
  public static ExpireOptions keepNewerThan(Duration age) {
    return keepLast(1).orNewerThan(age);
  }

  /** Keeps the versions that were committed at {@code time} or later. */
  public static ExpireOptions keepSince(Instant time) {
    return keepLast(1).orSince(time);
  }

  /**
   * Also keeps the versions that were committed within {@code age} before now.
   *
   * @throws IllegalArgumentException if {@code age} is negative
   */
  public ExpireOptions orNewerThan(Duration age) {
    Objects.requireNonNull(age, "age");
    if (age.isNegative()) {
      throw new IllegalArgumentException("the age of versions to keep is negative: " + age);
    }
    return orSince(Instant.now().minus(age));
  }

  /** Also keeps the versions that were committed at {@code time} or later. */
  public ExpireOptions orSince(Instant time) {
    Objects.requireNonNull(time, "time");
    return new ExpireOptions(keepLast, time);
  }

  int keepLast() {
    return keepLast;
  }

  Optional<Instant> keepSince() {
    return Optional.ofNullable(keepSince);
  }
}
