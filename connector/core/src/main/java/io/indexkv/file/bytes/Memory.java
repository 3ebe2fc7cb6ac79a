/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Reads and writes native memory by address, little-endian and unaligned. It checks no bounds:
 * every caller compares its position with the length of the mapping first.
 */
public final class Memory {
  static final NativeWords WORDS;

  private static final int SHORT_COPY = 256;

  static {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new UnsupportedOperationException(
          "IndexKV maps little-endian files and runs on little-endian machines only, this one is "
              + ByteOrder.nativeOrder());
    }
    WORDS = MemoryAccess.choose();
  }

  private Memory() {}

  /** Zeros, to be written. */
  public static NativeBytes allocate(int length) {
    return WORDS.allocate(length);
  }

  /** A part of a file, to be read only. Longer than 2 GiB it cannot be. */
  public static NativeBytes map(FileChannel channel, long offset, long length) throws IOException {
    return WORDS.map(channel, offset, length);
  }

  /**
   * Frees the memory of a direct buffer that has no address here. Nobody may use it afterwards. If
   * the JVM denies that, the collector frees it later.
   */
  public static void free(ByteBuffer direct) {
    WORDS.free(direct);
  }

  public static byte getByte(long address) {
    return WORDS.getByte(address);
  }

  public static short getShort(long address) {
    return WORDS.getShort(address);
  }

  public static int getInt(long address) {
    return WORDS.getInt(address);
  }

  public static long getLong(long address) {
    return WORDS.getLong(address);
  }

  public static long getLong(byte[] bytes, int offset) {
    return WORDS.getLong(bytes, offset);
  }

  /**
   * The {@code width} bytes at {@code address} as a zero-extended word. The width is 1, 2, 4 or 8.
   */
  public static long getWord(long address, int width) {
    return switch (width) {
      case 8 -> WORDS.getLong(address);
      case 4 -> WORDS.getInt(address) & 0xFFFFFFFFL;
      case 2 -> WORDS.getShort(address) & 0xFFFFL;
      default -> WORDS.getByte(address) & 0xFFL;
    };
  }

  public static byte[] copy(long address, int length) {
    byte[] bytes = new byte[length];
    copy(address, bytes, 0, length);
    return bytes;
  }

  /**
   * Copies native memory to an array. Copies short ranges word by word, because that is cheaper
   * than the call that copies any range. Each size is copied as two overlapping runs of words, to
   * avoid a loop with an unpredictable end.
   */
  public static void copy(long address, byte[] to, int offset, int length) {
    if (length < Long.BYTES || length > SHORT_COPY) {
      WORDS.copy(address, to, offset, length);
    } else if (length <= 16) {
      WORDS.putLong(to, offset, WORDS.getLong(address));
      WORDS.putLong(to, offset + length - 8, WORDS.getLong(address + length - 8));
    } else if (length <= 64) {
      copy16(address, to, offset);
      if (length > 32) {
        copy16(address + 16, to, offset + 16);
        copy16(address + length - 32, to, offset + length - 32);
      }
      copy16(address + length - 16, to, offset + length - 16);
    } else {
      copy64(address, to, offset);
      if (length > 128) {
        copy64(address + 64, to, offset + 64);
        copy64(address + length - 128, to, offset + length - 128);
      }
      copy64(address + length - 64, to, offset + length - 64);
    }
  }

  private static void copy16(long address, byte[] to, int at) {
    WORDS.putLong(to, at, WORDS.getLong(address));
    WORDS.putLong(to, at + 8, WORDS.getLong(address + 8));
  }

  private static void copy64(long address, byte[] to, int at) {
    copy16(address, to, at);
    copy16(address + 16, to, at + 16);
    copy16(address + 32, to, at + 32);
    copy16(address + 48, to, at + 48);
  }

  public static void copy(byte[] from, int offset, long address, int length) {
    WORDS.copy(from, offset, address, length);
  }

  /** Copies native memory to native memory. The ranges may overlap. */
  public static void copy(long from, long to, int length) {
    WORDS.copy(from, to, length);
  }

  /**
   * The first 8 bytes of a range as a number that sorts, unsigned, like the bytes. Zeros fill up a
   * shorter range.
   */
  public static long beginning(long address, int length) {
    if (length >= Long.BYTES) {
      return Long.reverseBytes(WORDS.getLong(address));
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (WORDS.getByte(address + i) & 0xFFL) << (Long.SIZE - 8 * (i + 1));
    }
    return word;
  }

  /** As {@link #beginning(long, int)}, of bytes in an array. */
  public static long beginning(byte[] bytes, int offset, int length) {
    if (length >= Long.BYTES) {
      return Long.reverseBytes(getLong(bytes, offset));
    }
    long word = 0;
    for (int i = 0; i < length; i++) {
      word |= (bytes[offset + i] & 0xFFL) << (Long.SIZE - 8 * (i + 1));
    }
    return word;
  }

  public static boolean equal(long address, byte[] bytes, int offset, int length) {
    if (length < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        if (WORDS.getByte(address + i) != bytes[offset + i]) {
          return false;
        }
      }
      return true;
    }
    // the last word overlaps the one before
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (WORDS.getLong(address + i) != WORDS.getLong(bytes, offset + i)) {
        return false;
      }
    }
    return WORDS.getLong(address + last) == WORDS.getLong(bytes, offset + last);
  }

  /** Compares native memory with an array as unsigned bytes. A proper prefix comes first. */
  public static int compare(long address, int length, byte[] bytes, int bytesLength) {
    return compare(address, length, bytes, 0, bytesLength);
  }

  /**
   * Compares native memory with {@code bytesLength} bytes of an array from {@code offset} on, as
   * unsigned bytes. A proper prefix comes first.
   */
  public static int compare(long address, int length, byte[] bytes, int offset, int bytesLength) {
    int n = Math.min(length, bytesLength);
    int i = 0;
    for (; i <= n - 8; i += 8) {
      long x = WORDS.getLong(address + i);
      long y = WORDS.getLong(bytes, offset + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; i < n; i++) {
      int d = (WORDS.getByte(address + i) & 0xFF) - (bytes[offset + i] & 0xFF);
      if (d != 0) {
        return d;
      }
    }
    return length - bytesLength;
  }

  /** Compares two ranges of native memory as unsigned bytes. A proper prefix comes first. */
  public static int compare(long a, int lengthA, long b, int lengthB) {
    int n = Math.min(lengthA, lengthB);
    int i = 0;
    for (; i <= n - 8; i += 8) {
      long x = WORDS.getLong(a + i);
      long y = WORDS.getLong(b + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; i < n; i++) {
      int d = (WORDS.getByte(a + i) & 0xFF) - (WORDS.getByte(b + i) & 0xFF);
      if (d != 0) {
        return d;
      }
    }
    return lengthA - lengthB;
  }
}
