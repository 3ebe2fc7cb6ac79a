/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Strict UTF-8: what cannot be told back from its encoding is refused, not replaced. */
public final class Utf8 {
  private Utf8() {}

  /**
   * Writes TEXT at a position of OUT, which has room for 3 bytes per char.
   *
   * @return the position behind it
   * @throws IllegalArgumentException if TEXT has an unpaired surrogate
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
   * The bytes of TEXT.
   *
   * @throws IllegalArgumentException if TEXT has an unpaired surrogate
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
   * The text of these bytes.
   *
   * @throws IllegalArgumentException if they are not UTF-8
   */
  public static String decode(byte[] bytes, int offset, int length) {
    String text = new String(bytes, offset, length, UTF_8);
    // the JDK puts U+FFFD where bytes are not UTF-8; seldom was it there before
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
