/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.planning;

import java.io.Serializable;
import java.util.Locale;

/**
 * Which entries of a store a lookup join reads for a probe row. The row gives values for the first
 * key columns, and perhaps bounds for the next one.
 *
 * @param lower whether the next key column has a lower bound
 * @param upper whether the next key column has an upper bound
 */
public record KeyAccess(Kind kind, Bound lower, Bound upper) implements Serializable {
  /** The entry with a value for each key column. */
  public static final KeyAccess KEY = new KeyAccess(Kind.KEY, Bound.NONE, Bound.NONE);

  /** The entry whose next key column is the longest beginning of the upper bound. */
  static final KeyAccess LONGEST_PREFIX =
      new KeyAccess(Kind.LONGEST_PREFIX, Bound.NONE, Bound.CLOSED);

  /** Which of the entries within the bounds belong to a probe row. */
  public enum Kind {
    /** The only one: the row gives the whole key. */
    KEY,
    /** All of them; there are no bounds. */
    PREFIX,
    /** All of them. */
    RANGE,
    /** The last one, if it meets the conditions: the store has verified that no other one can. */
    INTERVAL,
    /** The last of those that meet the conditions. */
    FLOOR,
    /** The first of those that meet the conditions. */
    CEILING,
    /**
     * The longest of those that the row's text begins with and that meet the conditions. The text
     * is the upper bound, because no beginning of a text is above it.
     */
    LONGEST_PREFIX
  }

  /** A bound of a key column. */
  public enum Bound {
    NONE,
    /** The column's value is not equal to the bound. */
    OPEN,
    /** The column's value may be equal to the bound. */
    CLOSED;

    /** The bound's sign in a comparison, such as {@code <=}, for one of {@code <} and {@code >}. */
    public String sign(String open) {
      return this == CLOSED ? open + "=" : open;
    }
  }

  /** The entries whose next key column is within these bounds. */
  public static KeyAccess range(Bound lower, Bound upper) {
    boolean all = lower == Bound.NONE && upper == Bound.NONE;
    return new KeyAccess(all ? Kind.PREFIX : Kind.RANGE, lower, upper);
  }

  /** The same bounds with another kind of access. */
  KeyAccess as(Kind other) {
    return new KeyAccess(other, lower, upper);
  }

  /** Whether the row gives the whole key. */
  public boolean isKey() {
    return kind == Kind.KEY;
  }

  /** Whether a row has one match at most. */
  public boolean isOne() {
    return isKey() || isBackward() || kind == Kind.CEILING || isLongestPrefix();
  }

  /** Whether the entries come in reverse key order. */
  public boolean isBackward() {
    return kind == Kind.FLOOR || kind == Kind.INTERVAL;
  }

  /** Whether the entries are those that a text begins with, the longest first. */
  public boolean isLongestPrefix() {
    return kind == Kind.LONGEST_PREFIX;
  }

  /** The kind as plans show it. */
  public String label() {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
