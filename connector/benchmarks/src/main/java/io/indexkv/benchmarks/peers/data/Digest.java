/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.unsafe.Platform;

/**
 * Reads all bytes of a value and makes a number of them, which is never negative. The number is the
 * sum of their little-endian words; the last word ends with the last byte. There must be eight
 * bytes or more.
 */
public final class Digest {
  /** The answer to a lookup of an absent key, in place of a digest. */
  public static final long ABSENT = -1;

  private static final VarHandle ARRAY =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BUFFER =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Digest() {}

  public static long of(byte[] bytes, int length) {
    return of(bytes, 0, length);
  }

  public static long of(byte[] bytes, int offset, int length) {
    int last = offset + length - 8;
    long sum = (long) ARRAY.get(bytes, last);
    for (int i = offset; i < last; i += 8) {
      sum += (long) ARRAY.get(bytes, i);
    }
    return sum & Long.MAX_VALUE;
  }

  public static long of(ByteBuffer bytes, int offset, int length) {
    long sum = (long) BUFFER.get(bytes, offset + length - 8);
    for (int i = 0; i < length - 8; i += 8) {
      sum += (long) BUFFER.get(bytes, offset + i);
    }
    return sum & Long.MAX_VALUE;
  }

  /** The digest of bytes in native memory. */
  public static long of(long address, int length) {
    long sum = Platform.getLong(null, address + length - 8);
    for (int i = 0; i < length - 8; i += 8) {
      sum += Platform.getLong(null, address + i);
    }
    return sum & Long.MAX_VALUE;
  }
}
