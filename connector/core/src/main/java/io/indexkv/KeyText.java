/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.file.Excerpt;

/** Keys as people read them in messages. */
final class KeyText {
  private KeyText() {}

  static String of(Object key) {
    if (key instanceof byte[] bytes) {
      return Excerpt.hex(bytes);
    }
    return key instanceof CharSequence ? "\"" + Excerpt.of(key) + "\"" : Excerpt.of(key);
  }
}
