/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH64 with seed 0, by Yann Collet:
 * https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md, with a fast path for keys of one
 * word.
 */
public final class XxHash64 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long P1 = 0x9E3779B185EBCA87L;
  private static final long P2 = 0xC2B2AE3D27D4EB4FL;
  private static final long P3 = 0x165667B19E3779F9L;
  private static final long P4 = 0x85EBCA77C2B2AE63L;
  private static final long P5 = 0x27D4EB2F165667C5L;

  private XxHash64() {}

  /**
   * Hash of {@code width} bytes, 1 to 8, whose zero-extended little-endian value is {@code word}.
   */
  public static long hash(long word, int width) {
    return switch (width) {
      case 8 -> hash8(word);
      case 4 -> avalanche(mixInt(P5 + 4, word));
      default -> {
        long h = P5 + width;
        int done = 0;
        if (width >= 4) {
          h = mixInt(h, word & 0xFFFFFFFFL);
          done = 4;
        }
        for (; done < width; done++) {
          h = mixByte(h, (word >>> (8 * done)) & 0xFF);
        }
        yield avalanche(h);
      }
    };
  }

  /** Hashes the first {@code n} words in a loop that the compiler can vectorise. */
  public static void hash(long[] words, int n, int width, long[] hashes) {
    if (width == 8) {
      for (int i = 0; i < n; i++) {
        hashes[i] = hash8(words[i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      hashes[i] = hash(words[i], width);
    }
  }

  public static long hash8(long word) {
    return avalanche(mixLong(P5 + 8, word));
  }

  public static long hash(byte[] bytes, int offset, int length) {
    int at = offset;
    int end = offset + length;
    long h;
    if (length >= 32) {
      long v1 = P1 + P2;
      long v2 = P2;
      long v3 = 0;
      long v4 = -P1;
      for (; at <= end - 32; at += 32) {
        v1 = round(v1, (long) LONG.get(bytes, at));
        v2 = round(v2, (long) LONG.get(bytes, at + 8));
        v3 = round(v3, (long) LONG.get(bytes, at + 16));
        v4 = round(v4, (long) LONG.get(bytes, at + 24));
      }
      h =
          Long.rotateLeft(v1, 1)
              + Long.rotateLeft(v2, 7)
              + Long.rotateLeft(v3, 12)
              + Long.rotateLeft(v4, 18);
      h = (h ^ round(0, v1)) * P1 + P4;
      h = (h ^ round(0, v2)) * P1 + P4;
      h = (h ^ round(0, v3)) * P1 + P4;
      h = (h ^ round(0, v4)) * P1 + P4;
    } else {
      h = P5;
    }
    h += length;
    for (; at <= end - 8; at += 8) {
      h = mixLong(h, (long) LONG.get(bytes, at));
    }
    if (at <= end - 4) {
      h = mixInt(h, (int) INT.get(bytes, at) & 0xFFFFFFFFL);
      at += 4;
    }
    for (; at < end; at++) {
      h = mixByte(h, bytes[at] & 0xFF);
    }
    return avalanche(h);
  }

  private static long round(long acc, long lane) {
    return Long.rotateLeft(acc + lane * P2, 31) * P1;
  }

  private static long mixLong(long h, long lane) {
    return Long.rotateLeft(h ^ round(0, lane), 27) * P1 + P4;
  }

  private static long mixInt(long h, long lane) {
    return Long.rotateLeft(h ^ (lane * P1), 23) * P2 + P3;
  }

  private static long mixByte(long h, long lane) {
    return Long.rotateLeft(h ^ (lane * P5), 11) * P1;
  }

  private static long avalanche(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * P2;
    h = (h ^ (h >>> 29)) * P3;
    return h ^ (h >>> 32);
  }
}
