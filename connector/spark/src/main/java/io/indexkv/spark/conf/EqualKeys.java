/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.io.Serializable;
import java.util.Locale;
import java.util.Optional;

/**
 * What a write does with rows of equal keys.
 *
 * @param column the column that decides, as the user wrote it; null if the rule needs none
 */
public record EqualKeys(Rule rule, String column) implements Serializable {
  /** Such rows fail the write. */
  public static final EqualKeys FAIL = new EqualKeys(Rule.FAIL, null);

  /** Which of the rows are written. */
  public enum Rule {
    /** None: the write fails. */
    FAIL,
    /** The one with the minimum of a column. */
    FIRST,
    /** The one with the maximum of a column. */
    LAST,
    /** All of them. */
    KEEP
  }

  /**
   * Reads the option {@link StoreOption#DUPLICATES}.
   *
   * @param text as the user wrote it; null if the option is not given
   * @throws IllegalArgumentException if it is none of the rules
   */
  static Optional<EqualKeys> parse(String text) {
    if (text == null) {
      return Optional.empty();
    }
    String option = text.strip();
    String lower = option.toLowerCase(Locale.ROOT);
    for (Rule rule : Rule.values()) {
      String name = rule.name().toLowerCase(Locale.ROOT);
      boolean byColumn = rule == Rule.FIRST || rule == Rule.LAST;
      if (!byColumn && lower.equals(name)) {
        return Optional.of(new EqualKeys(rule, null));
      }
      String by = name + " by ";
      if (byColumn && lower.startsWith(by)) {
        return Optional.of(new EqualKeys(rule, option.substring(by.length()).strip()));
      }
      if (byColumn && (lower.equals(name) || lower.equals(name + " by"))) {
        throw new IllegalArgumentException(
            ("option '%s' is '%s': Spark gives rows of one key no order, so a column must have it:"
                    + " '%s by' and the column, such as %s by time")
                .formatted(StoreOption.DUPLICATES, text, name, name));
      }
    }
    throw new IllegalArgumentException(
        ("option '%s' is '%s': expected fail, keep, or first by or last by and a column, such as"
                + " last by time")
            .formatted(StoreOption.DUPLICATES, text));
  }

  /** Whether one of the rows of a key is written, and the others are left out. */
  public boolean chooses() {
    return column != null;
  }

  /** The same rule with the column as the store spells it. */
  public EqualKeys by(String name) {
    return new EqualKeys(rule, name);
  }

  /** The rule as the option has it. */
  public String text() {
    String name = rule.name().toLowerCase(Locale.ROOT);
    return column == null ? name : name + " by " + column;
  }
}
