/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import java.util.HexFormat;

/** Keys as people read them in messages. */
final class KeyText {
  private KeyText() {}

  static String of(Object key) {
    if (key instanceof byte[] bytes) {
      return "0x" + HexFormat.of().formatHex(bytes);
    }
    return key instanceof CharSequence ? "\"" + key + "\"" : String.valueOf(key);
  }
}
