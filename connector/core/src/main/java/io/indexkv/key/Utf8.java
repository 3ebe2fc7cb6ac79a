/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Strict UTF-8: fails for text or bytes that cannot be converted and back, instead of replacing
 * them.
 */
public final class Utf8 {
  private Utf8() {}

  /**
   * Writes the UTF-8 of {@code text} into {@code out} at a position. The array needs room for 3
   * bytes per char.
   *
   * @return the position behind the text
   * @throws IllegalArgumentException if {@code text} has an unpaired surrogate
   */
  static int put(String text, byte[] out, int position) {
    int p = position;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        out[p++] = (byte) c;
      } else if (c < 0x800) {
        out[p++] = (byte) (0xC0 | c >> 6);
        out[p++] = (byte) (0x80 | c & 0x3F);
      } else if (!Character.isSurrogate(c)) {
        out[p++] = (byte) (0xE0 | c >> 12);
        out[p++] = (byte) (0x80 | c >> 6 & 0x3F);
        out[p++] = (byte) (0x80 | c & 0x3F);
      } else {
        int point = pair(text, i++);
        out[p++] = (byte) (0xF0 | point >> 18);
        out[p++] = (byte) (0x80 | point >> 12 & 0x3F);
        out[p++] = (byte) (0x80 | point >> 6 & 0x3F);
        out[p++] = (byte) (0x80 | point & 0x3F);
      }
    }
    return p;
  }

  /**
   * Encodes {@code text} as UTF-8.
   *
   * @throws IllegalArgumentException if it has an unpaired surrogate
   */
  public static byte[] encode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        pair(text, i++);
      }
    }
    return text.getBytes(UTF_8);
  }

  /**
   * Decodes UTF-8 bytes.
   *
   * @throws IllegalArgumentException if the bytes are not UTF-8
   */
  public static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    // the JDK puts U+FFFD where bytes are not UTF-8; few texts contain it themselves
    if (text.indexOf('\uFFFD') >= 0) {
      byte[] back = text.getBytes(UTF_8);
      int at = Arrays.mismatch(back, 0, back.length, bytes, offset, offset + length);
      if (at >= 0) {
        throw new IllegalArgumentException(
            "not UTF-8 from byte " + at + " of " + length + " on: read it as bytes instead");
      }
    }
    return text;
  }

  private static int pair(String text, int index) {
    int point = text.codePointAt(index);
    if (!Character.isSupplementaryCodePoint(point)) {
      throw new IllegalArgumentException(
          String.format(
              "unpaired surrogate U+%04X at char %d of %d: such a string has no UTF-8, use bytes"
                  + " instead",
              point, index, text.length()));
    }
    return point;
  }
}
