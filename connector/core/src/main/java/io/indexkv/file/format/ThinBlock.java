/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.util.Arrays;

/**
 * Makes a block thin before it is compressed. A key loses the bytes that it shares with the key
 * before, because a compressor finds few of them. The next byte of the key is replaced by its
 * difference from the byte of the key before. Thread-safe.
 *
 * @param keyWidth key width of the file
 * @param alignment alignment of the file
 */
public record ThinBlock(int keyWidth, int alignment) {
  /** Maximum number of bytes of a key's length. A value's length has at most five. */
  private static final int MAX_KEY_VARINT = 3;

  private static final int MAX_VARINT = 5;
  private static final int MAX_SHARED = 255;

  /** Maximum thin length of a block of {@code length} bytes: one byte more for each entry. */
  public static int maxLength(int length) {
    return length + length / 2 + 1;
  }

  /**
   * Makes a block thin.
   *
   * @param first offset at which the first entry starts in it, or {@link Format#NO_ENTRY}
   * @return the number of bytes written to {@code to}
   */
  public int thin(byte[] block, int length, int first, byte[] to) {
    int at = first == Format.NO_ENTRY ? length : first;
    int out = at;
    System.arraycopy(block, 0, to, 0, at);
    int before = 0;
    int beforeLength = 0;
    while (at < length) {
      int key = key(block, at, at, length);
      int keyLength = key < 0 ? 0 : keyLength(block, at);
      if (key < 0 || isCut(key, keyLength, length)) {
        System.arraycopy(block, at, to, out, length - at);
        return out + length - at;
      }
      int common = Math.min(beforeLength, keyLength);
      int shared = shared(block, before, key, Math.min(MAX_SHARED, common));
      for (; at < key; at++) {
        to[out++] = block[at];
      }
      to[out++] = (byte) shared;
      int end = end(block, key + keyLength, key + keyLength, length);
      System.arraycopy(block, key + shared, to, out, end - key - shared);
      if (shared < common) {
        to[out] ^= block[before + shared];
      }
      out += end - key - shared;
      before = key;
      beforeLength = keyLength;
      at = end;
    }
    return out;
  }

  /**
   * Restores a block of {@code length} bytes from the first {@code n} bytes of {@code from}, its
   * thin form.
   *
   * @throws RuntimeException if they are not the thin form of such a block
   */
  public void restore(byte[] from, int n, int first, byte[] block, int length) {
    int at = first == Format.NO_ENTRY ? length : first;
    int in = at;
    System.arraycopy(from, 0, block, 0, at);
    int before = 0;
    int beforeLength = 0;
    while (at < length) {
      int key = key(from, in, at, length);
      int keyLength = key < 0 ? 0 : keyLength(from, in);
      if (key < 0 || isCut(key, keyLength, length)) {
        System.arraycopy(from, in, block, at, length - at);
        in += length - at;
        break;
      }
      while (at < key) {
        block[at++] = from[in++];
      }
      int shared = from[in++] & 0xFF;
      int common = Math.min(beforeLength, keyLength);
      if (shared > common) {
        throw new IllegalStateException("a key shares " + shared + " bytes of " + beforeLength);
      }
      System.arraycopy(block, before, block, key, shared);
      int rest = keyLength - shared;
      int end = end(from, in + rest, key + keyLength, length);
      System.arraycopy(from, in, block, key + shared, end - key - shared);
      if (shared < common) {
        block[key + shared] ^= block[before + shared];
      }
      before = key;
      beforeLength = keyLength;
      in += end - key - shared;
      at = end;
    }
    if (in != n) {
      throw new IllegalStateException(in + " of " + n + " bytes make the block");
    }
  }

  /**
   * Offset in the block of the key of the entry at {@code at}. Reads the entry's bytes from {@code
   * in} on. Returns -1 if the block ends before the key's length does.
   */
  private int key(byte[] bytes, int in, int at, int length) {
    if (keyWidth > 0) {
      return at;
    }
    return length - at < MAX_KEY_VARINT ? -1 : at + Format.varintLength(keyLength(bytes, in));
  }

  private int keyLength(byte[] bytes, int in) {
    if (keyWidth > 0) {
      return keyWidth;
    }
    int low = bytes[in];
    if (low >= 0) {
      return low;
    }
    int middle = bytes[in + 1];
    int two = low & 0x7F | (middle & 0x7F) << 7;
    return middle >= 0 ? two : two | (bytes[in + 2] & 0x7F) << 14;
  }

  /** Whether the block may end before the value's length does. Such an entry stays as it is. */
  private static boolean isCut(int key, int keyLength, int length) {
    return key + keyLength + MAX_VARINT > length;
  }

  /**
   * Offset in the block at which an entry ends, at most {@code length}. Its value's length is at
   * {@code at} in the block, and is read from {@code in} on.
   */
  private int end(byte[] bytes, int in, int at, int length) {
    long value = 0;
    int n = 0;
    byte b;
    do {
      b = bytes[in + n];
      value |= (long) (b & 0x7F) << 7 * n++;
    } while (b < 0 && n < MAX_VARINT);
    long start = Format.alignUp(at + n, alignment);
    return (int) Math.min(length, Format.alignUp(start + value, alignment));
  }

  private static int shared(byte[] block, int a, int b, int max) {
    int n = Arrays.mismatch(block, a, a + max, block, b, b + max);
    return n < 0 ? max : n;
  }
}
