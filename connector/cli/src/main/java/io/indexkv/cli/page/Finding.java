/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.page;

/**
 * One thing about a store that is good or not.
 *
 * @param command what to run about it; empty if there is nothing to do
 */
record Finding(Level level, String text, String command) {
  /** How good it is. */
  enum Level {
    GOOD("fine"),
    NOTE("to do"),
    WATCH("watch"),
    BROKEN("broken");

    private final String word;

    Level(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  static Finding good(String text) {
    return new Finding(Level.GOOD, text, "");
  }
}
