/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.columns;

import io.indexkv.file.BatchLookup;
import java.util.Arrays;
import org.apache.spark.unsafe.Platform;

/** Copies of the pieces of a batch of rows: of their strings, binary values and wide decimals. */
final class PieceBuffer {
  /** Up to so many bytes, a loop is faster than a call. */
  private static final int SHORT = 64;

  private byte[] bytes = new byte[4 << 10];
  private int end;

  void clear() {
    end = 0;
  }

  /** Number of bytes in use. */
  int length() {
    return end;
  }

  byte[] bytes() {
    return bytes;
  }

  /**
   * Copies a piece. It may read up to 7 bytes behind the piece, which a row has there.
   *
   * @return its place: its offset in the high 32 bits, its length in the low ones
   */
  long add(long address, int length) {
    int space = Math.addExact(length, 7) & -8;
    makeRoom(Math.addExact(end, space));
    if (length <= SHORT) {
      for (int i = 0; i < length; i += Long.BYTES) {
        Platform.putLong(
            bytes,
            (long) Platform.BYTE_ARRAY_OFFSET + end + i,
            Platform.getLong(null, address + i));
      }
    } else {
      BatchLookup.copy(address, bytes, end, length);
    }
    long place = (long) end << 32 | length;
    end += space;
    return place;
  }

  private void makeRoom(int wanted) {
    if (wanted > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(wanted, Math.min(1 << 30, 2L * bytes.length)));
    }
  }
}
