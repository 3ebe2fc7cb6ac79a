/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.util.Arrays;
import java.util.HexFormat;

/** Shortens text that messages quote from files. A hostile file may hold text of any length. */
public final class Excerpt {
  private static final int LONGEST = 300;
  private static final int LONGEST_MESSAGE = 3000;
  private static final int LONGEST_KEY = 64;

  private Excerpt() {}

  /** The text, or its beginning and end if it has more than 300 characters. */
  public static String of(Object text) {
    return shortened(String.valueOf(text), LONGEST);
  }

  /** A whole message, shortened if it has more than 3,000 characters. */
  public static String message(String text) {
    return text == null ? null : shortened(text, LONGEST_MESSAGE);
  }

  /** A key in hex. Of a longer key only the first 64 bytes. */
  public static String hex(byte[] key) {
    String digits = HexFormat.of().formatHex(Arrays.copyOf(key, Math.min(key.length, LONGEST_KEY)));
    return key.length <= LONGEST_KEY
        ? "0x" + digits
        : "0x%s… (%,d bytes)".formatted(digits, key.length);
  }

  private static String shortened(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int half = longest / 2;
    return "%s … (%,d characters left out) … %s"
        .formatted(
            text.substring(0, half),
            text.length() - 2 * half,
            text.substring(text.length() - half));
  }
}
