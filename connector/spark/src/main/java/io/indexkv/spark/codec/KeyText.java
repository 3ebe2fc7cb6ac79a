/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.codec;

import io.indexkv.KeyType;
import java.nio.charset.StandardCharsets;

/** Shows key bytes to people. */
public final class KeyText {
  /** Longer keys are cut here, in characters. */
  private static final int LIMIT = 120;

  private KeyText() {}

  /** The key as a number, or as a quoted string with control characters escaped. */
  public static String of(KeyType type, byte[] bytes, int length) {
    if (type == KeyType.STRING) {
      return quoted(new String(bytes, 0, length, StandardCharsets.UTF_8));
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[i] & 0xFFL) << (8 * i);
    }
    return Long.toString(type.value(word));
  }

  private static String quoted(String key) {
    StringBuilder text = new StringBuilder("'");
    for (int i = 0; i < key.length() && i < LIMIT; i++) {
      char c = key.charAt(i);
      if (Character.isISOControl(c)) {
        text.append("\\u%04x".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    text.append('\'');
    if (key.length() > LIMIT) {
      text.append("… (").append(key.length()).append(" characters)");
    }
    return text.toString();
  }
}
