/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.unsafe.Platform;

/**
 * Reads bytes whole and makes a number of them, never negative: the sum of the little-endian words
 * of their pieces of 64 bytes, the last of which ends with the last byte; of fewer bytes, of their
 * words, likewise. At least eight bytes.
 *
 * <p>Most values have two pieces. A loop over words would end where the processor does not expect
 * it, for nearly every value: it would measure that, and what could have been done meanwhile.
 */
final class Digest {
  /** What a lookup answers instead of a digest. */
  static final long ABSENT = -1;

  private static final int PIECE = 64;

  private static final VarHandle ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BUFFER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Digest() {}

  static long of(byte[] bytes, int length) {
    return of(bytes, 0, length);
  }

  static long of(byte[] bytes, int offset, int length) {
    int end = offset + length;
    long sum = 0;
    if (length < PIECE) {
      for (int i = offset; i < end - 8; i += 8) {
        sum += (long) ARRAY.get(bytes, i);
      }
      return sum + (long) ARRAY.get(bytes, end - 8) & Long.MAX_VALUE;
    }
    for (int i = offset; i < end - PIECE; i += PIECE) {
      sum += piece(bytes, i);
    }
    return sum + piece(bytes, end - PIECE) & Long.MAX_VALUE;
  }

  private static long piece(byte[] bytes, int at) {
    return (long) ARRAY.get(bytes, at)
        + (long) ARRAY.get(bytes, at + 8)
        + (long) ARRAY.get(bytes, at + 16)
        + (long) ARRAY.get(bytes, at + 24)
        + (long) ARRAY.get(bytes, at + 32)
        + (long) ARRAY.get(bytes, at + 40)
        + (long) ARRAY.get(bytes, at + 48)
        + (long) ARRAY.get(bytes, at + 56);
  }

  static long of(ByteBuffer bytes, int offset, int length) {
    int end = offset + length;
    long sum = 0;
    if (length < PIECE) {
      for (int i = offset; i < end - 8; i += 8) {
        sum += (long) BUFFER.get(bytes, i);
      }
      return sum + (long) BUFFER.get(bytes, end - 8) & Long.MAX_VALUE;
    }
    for (int i = offset; i < end - PIECE; i += PIECE) {
      sum += piece(bytes, i);
    }
    return sum + piece(bytes, end - PIECE) & Long.MAX_VALUE;
  }

  private static long piece(ByteBuffer bytes, int at) {
    return (long) BUFFER.get(bytes, at)
        + (long) BUFFER.get(bytes, at + 8)
        + (long) BUFFER.get(bytes, at + 16)
        + (long) BUFFER.get(bytes, at + 24)
        + (long) BUFFER.get(bytes, at + 32)
        + (long) BUFFER.get(bytes, at + 40)
        + (long) BUFFER.get(bytes, at + 48)
        + (long) BUFFER.get(bytes, at + 56);
  }

  /** Of native memory. */
  static long of(long address, int length) {
    long end = address + length;
    long sum = 0;
    if (length < PIECE) {
      for (long a = address; a < end - 8; a += 8) {
        sum += Platform.getLong(null, a);
      }
      return sum + Platform.getLong(null, end - 8) & Long.MAX_VALUE;
    }
    for (long a = address; a < end - PIECE; a += PIECE) {
      sum += piece(a);
    }
    return sum + piece(end - PIECE) & Long.MAX_VALUE;
  }

  private static long piece(long a) {
    return Platform.getLong(null, a)
        + Platform.getLong(null, a + 8)
        + Platform.getLong(null, a + 16)
        + Platform.getLong(null, a + 24)
        + Platform.getLong(null, a + 32)
        + Platform.getLong(null, a + 40)
        + Platform.getLong(null, a + 48)
        + Platform.getLong(null, a + 56);
  }
}
