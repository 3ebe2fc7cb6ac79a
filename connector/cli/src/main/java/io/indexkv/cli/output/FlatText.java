/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.output;

import io.indexkv.value.SchemaValues;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** Values as text that have no values inside. */
final class FlatText {
  private FlatText() {}

  /** Whether there are values inside of a value. */
  static boolean isNested(Object value) {
    return value instanceof List
        || value instanceof Map
        || value instanceof SchemaValues.Struct
        || value instanceof SchemaValues.MapOf;
  }

  /** A value as it is: bytes as 0x and hexadecimal digits. */
  static String of(Object value) {
    if (value instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }
}
