/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.util.Arrays;

/** Bounds in the bytes of keys. */
public final class KeyBounds {
  private KeyBounds() {}

  /**
   * Number of bytes of a key before its last column.
   *
   * @throws IllegalArgumentException if the key ends before
   */
  public static int lastColumn(KeyType type, byte[] bytes, int offset, int length) {
    KeyType[] columns = type.columnArray();
    int at = offset;
    int end = offset + length;
    for (int i = 0; i < columns.length - 1; i++) {
      at = columns[i].width() > 0 ? at + columns[i].width() : delimited(bytes, at, end);
      if (at > end) {
        throw new IllegalArgumentException(
            "a " + type + " key of " + length + " bytes ends before its last column");
      }
    }
    return at - offset;
  }

  /** Offset behind the column that begins at {@code at} and has an end mark. */
  private static int delimited(byte[] bytes, int from, int end) {
    int at = from;
    while (at + 1 < end && (bytes[at] != 0 || bytes[at + 1] != 1)) {
      at += bytes[at] == 0 ? 2 : 1;
    }
    return at + 2;
  }

  /** The end of the keys that begin with some bytes; null if no key can follow them. */
  public static byte[] next(byte[] prefix) {
    int length = prefix.length;
    while (length > 0 && prefix[length - 1] == (byte) 0xFF) {
      length--;
    }
    if (length == 0) {
      return null;
    }
    byte[] next = Arrays.copyOf(prefix, length);
    next[length - 1]++;
    return next;
  }
}
