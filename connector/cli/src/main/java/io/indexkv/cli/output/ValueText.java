/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import io.indexkv.value.SchemaValues;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

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
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    boolean nested =
        value instanceof List
            || value instanceof Map
            || value instanceof SchemaValues.Struct
            || value instanceof SchemaValues.MapOf;
    return nested ? Json.text(value) : String.valueOf(value);
  }
}
