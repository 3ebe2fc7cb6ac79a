/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

/** Bounds of keys that begin with given bytes. */
public final class KeyBounds {
  private KeyBounds() {}

  /**
   * Turns the first {@code length} bytes into the smallest byte string that is greater than all
   * that begin with them. Changes the array.
   *
   * @return length of the result; 0 if no byte string is greater
   */
  public static int behind(byte[] bytes, int length) {
    int end = length;
    while (end > 0 && bytes[end - 1] == (byte) 0xFF) {
      end--;
    }
    if (end > 0) {
      bytes[end - 1]++;
    }
    return end;
  }
}
