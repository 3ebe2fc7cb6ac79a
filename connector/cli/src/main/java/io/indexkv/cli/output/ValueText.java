/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

/** Values of keys and columns as text. */
public final class ValueText {
  private ValueText() {}

  /** A value for people, on one line: null is NULL, and control characters are escaped. */
  public static String shown(Object value) {
    return value == null ? "NULL" : Text.escaped(exact(value));
  }

  /**
   * A value as it is, so that a program can read it: bytes as 0x and hexadecimal digits, nested
   * values as JSON.
   */
  public static String exact(Object value) {
    return FlatText.isNested(value) ? Json.text(value) : FlatText.of(value);
  }
}
