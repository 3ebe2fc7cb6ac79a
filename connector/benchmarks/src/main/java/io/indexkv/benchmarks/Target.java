/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks;

import java.util.Locale;
import java.util.OptionalDouble;

/**
 * A target for a measured number.
 *
 * @param found the number; empty if it was not measured
 */
public record Target(String what, Relation relation, double limit, OptionalDouble found) {
  /** The side of its limit on which a number must be. */
  public enum Relation {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Relation(String sign) {
      this.sign = sign;
    }
  }

  public boolean isMet() {
    return relation == Relation.AT_MOST
        ? found.orElse(Double.NaN) <= limit
        : found.orElse(Double.NaN) >= limit;
  }

  public String markdown() {
    return String.format(
        Locale.ROOT,
        "| %s | %s %.2f | %.2f | %s |",
        what,
        relation.sign,
        limit,
        found.orElse(Double.NaN),
        isMet() ? "met" : "**missed**");
  }
}
