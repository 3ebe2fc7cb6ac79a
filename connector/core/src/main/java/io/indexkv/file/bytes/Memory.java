/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.lang.reflect.Field;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import sun.misc.Unsafe;

/**
 * Reads and writes native memory by address, little-endian and unaligned. It checks no bounds:
 * every caller compares its position with the length of the mapping first.
 */
public final class Memory {
  private static final Unsafe UNSAFE = unsafe();
  private static final long ADDRESS_OFFSET = addressOffset();
  private static final int SHORT_COPY = 256;
  static final long BYTES = Unsafe.ARRAY_BYTE_BASE_OFFSET;

  static {
    if (ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
      throw new UnsupportedOperationException(
          "IndexKV maps little-endian files and runs on little-endian machines only, this one is "
              + ByteOrder.nativeOrder());
    }
  }

  private Memory() {}

  public static byte getByte(long address) {
    return UNSAFE.getByte(address);
  }

  public static short getShort(long address) {
    return UNSAFE.getShort(address);
  }

  public static int getInt(long address) {
    return UNSAFE.getInt(address);
  }

  public static long getLong(long address) {
    return UNSAFE.getLong(address);
  }

  public static long getLong(byte[] bytes, int offset) {
    return UNSAFE.getLong(bytes, BYTES + offset);
  }

  /**
   * The {@code width} bytes at {@code address} as a zero-extended word. The width is 1, 2, 4 or 8.
   */
  public static long getWord(long address, int width) {
    return switch (width) {
      case 8 -> UNSAFE.getLong(address);
      case 4 -> UNSAFE.getInt(address) & 0xFFFFFFFFL;
      case 2 -> UNSAFE.getShort(address) & 0xFFFFL;
      default -> UNSAFE.getByte(address) & 0xFFL;
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
    long at = BYTES + offset;
    if (length < Long.BYTES || length > SHORT_COPY) {
      UNSAFE.copyMemory(null, address, to, at, length);
    } else if (length <= 16) {
      UNSAFE.putLong(to, at, UNSAFE.getLong(address));
      UNSAFE.putLong(to, at + length - 8, UNSAFE.getLong(address + length - 8));
    } else if (length <= 64) {
      copy16(address, to, at);
      if (length > 32) {
        copy16(address + 16, to, at + 16);
        copy16(address + length - 32, to, at + length - 32);
      }
      copy16(address + length - 16, to, at + length - 16);
    } else {
      copy64(address, to, at);
      if (length > 128) {
        copy64(address + 64, to, at + 64);
        copy64(address + length - 128, to, at + length - 128);
      }
      copy64(address + length - 64, to, at + length - 64);
    }
  }

  private static void copy16(long address, byte[] to, long at) {
    UNSAFE.putLong(to, at, UNSAFE.getLong(address));
    UNSAFE.putLong(to, at + 8, UNSAFE.getLong(address + 8));
  }

  private static void copy64(long address, byte[] to, long at) {
    copy16(address, to, at);
    copy16(address + 16, to, at + 16);
    copy16(address + 32, to, at + 32);
    copy16(address + 48, to, at + 48);
  }

  public static void copy(byte[] from, int offset, long address, int length) {
    UNSAFE.copyMemory(from, BYTES + offset, null, address, length);
  }

  /** Copies native memory to native memory. The ranges may overlap. */
  public static void copy(long from, long to, int length) {
    UNSAFE.copyMemory(from, to, length);
  }

  public static boolean equal(long address, byte[] bytes, int offset, int length) {
    if (length < Long.BYTES) {
      for (int i = 0; i < length; i++) {
        if (UNSAFE.getByte(address + i) != bytes[offset + i]) {
          return false;
        }
      }
      return true;
    }
    // the last word overlaps the one before
    int last = length - Long.BYTES;
    for (int i = 0; i < last; i += Long.BYTES) {
      if (UNSAFE.getLong(address + i) != UNSAFE.getLong(bytes, BYTES + offset + i)) {
        return false;
      }
    }
    return UNSAFE.getLong(address + last) == UNSAFE.getLong(bytes, BYTES + offset + last);
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
    long at = BYTES + offset;
    int i = 0;
    for (; i <= n - 8; i += 8) {
      long x = UNSAFE.getLong(address + i);
      long y = UNSAFE.getLong(bytes, at + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; i < n; i++) {
      int d = (UNSAFE.getByte(address + i) & 0xFF) - (bytes[offset + i] & 0xFF);
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
      long x = UNSAFE.getLong(a + i);
      long y = UNSAFE.getLong(b + i);
      if (x != y) {
        return Long.compareUnsigned(Long.reverseBytes(x), Long.reverseBytes(y));
      }
    }
    for (; i < n; i++) {
      int d = (UNSAFE.getByte(a + i) & 0xFF) - (UNSAFE.getByte(b + i) & 0xFF);
      if (d != 0) {
        return d;
      }
    }
    return lengthA - lengthB;
  }

  public static long address(ByteBuffer direct) {
    return UNSAFE.getLong(direct, ADDRESS_OFFSET);
  }

  /** Frees a direct buffer's memory at once. Nobody may use the buffer afterwards. */
  public static void free(ByteBuffer direct) {
    UNSAFE.invokeCleaner(direct);
  }

  private static Unsafe unsafe() {
    try {
      Field f = Unsafe.class.getDeclaredField("theUnsafe");
      f.setAccessible(true);
      return (Unsafe) f.get(null);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static long addressOffset() {
    try {
      return UNSAFE.objectFieldOffset(Buffer.class.getDeclaredField("address"));
    } catch (NoSuchFieldException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
