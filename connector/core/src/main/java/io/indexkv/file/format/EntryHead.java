/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import io.indexkv.error.CorruptFileException;
import java.util.Arrays;

/**
 * The part of an entry before its value, parsed from a copy of the entry's first bytes.
 *
 * @param keyStart index in {@code bytes} of the key's first byte
 * @param length number of bytes before the value's padding
 * @param valueLength length of the value, or -1 if {@code bytes} end before it
 */
public record EntryHead(byte[] bytes, int keyStart, int keyLength, int length, int valueLength) {
  private static final int MAX_VARINT = 5;

  /** Maximum number of bytes of a head with a key of this length. */
  public static int maxLength(int keyWidth, int keyLength) {
    return keyWidth > 0 ? keyWidth + MAX_VARINT : keyLength + 2 * MAX_VARINT;
  }

  /**
   * Parses the first bytes of the entry at {@code position}.
   *
   * @param remaining number of bytes from there to the end of the data; if {@code bytes} are fewer,
   *     the result may be incomplete
   */
  public static EntryHead parse(
      byte[] bytes, long remaining, long position, int keyWidth, FileErrors problems) {
    int to = bytes.length;
    int at = 0;
    int keyLength = keyWidth;
    if (keyWidth == 0) {
      long varint = varint(bytes, at, to, position, problems);
      keyLength = (int) varint;
      at += (int) (varint >>> 32);
    }
    if (keyLength > Format.MAX_KEY_LENGTH) {
      throw bad(problems, position, "a key of at most 65535 bytes", keyLength);
    }
    int keyStart = at;
    at += keyLength;
    if (at >= to || at + MAX_VARINT > to && to < remaining) {
      return new EntryHead(bytes, keyStart, keyLength, at, -1);
    }
    long varint = varint(bytes, at, to, position, problems);
    int head = at + (int) (varint >>> 32);
    return new EntryHead(bytes, keyStart, keyLength, head, (int) varint);
  }

  /** A varint: its value in the low 32 bits, its number of bytes in the high ones. */
  private static long varint(byte[] bytes, int from, int to, long position, FileErrors problems) {
    long value = 0;
    for (int i = 0; i < MAX_VARINT && from + i < to; i++) {
      byte b = bytes[from + i];
      value |= (long) (b & 0x7F) << (7 * i);
      if (b >= 0) {
        if (value > Integer.MAX_VALUE || b == 0 && i > 0) {
          break;
        }
        return (i + 1L) << 32 | value;
      }
    }
    throw bad(problems, position, "a length of at most 2^31 - 1 in its shortest form", value);
  }

  private static CorruptFileException bad(
      FileErrors problems, long position, String expected, Object found) {
    return problems.corrupt("entry at position " + position, Format.HEADER_SIZE, expected, found);
  }

  public boolean isComplete() {
    return valueLength >= 0;
  }

  public void expectComplete(long position, FileErrors problems) {
    if (!isComplete()) {
      throw bad(problems, position, "a key and a length inside the data", keyLength);
    }
  }

  public boolean keyEquals(byte[] key, int offset) {
    return keyStart + keyLength <= bytes.length
        && Arrays.equals(bytes, keyStart, keyStart + keyLength, key, offset, offset + keyLength);
  }

  /** Compares the key with another one as unsigned bytes. The head must hold the whole key. */
  public int compareKey(byte[] key) {
    return Arrays.compareUnsigned(bytes, keyStart, keyStart + keyLength, key, 0, key.length);
  }

  public void expectEnd(long end, long dataLength, long position, FileErrors problems) {
    if (valueLength < 0 || end > dataLength) {
      throw bad(problems, position, "a value that ends at or before " + dataLength, end);
    }
  }
}
