/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import java.util.Arrays;

/** Byte strings of a batch, one after the other in a buffer that is reused for each batch. */
final class ByteRuns {
  private byte[] bytes = new byte[1 << 12];
  private final int[] ends = new int[Probe.ROWS];
  private int count;

  void clear() {
    count = 0;
  }

  void add(byte[] more) {
    int start = start(count);
    int end = Math.addExact(start, more.length);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(1 << 30, 2L * end)));
    }
    System.arraycopy(more, 0, bytes, start, more.length);
    ends[count++] = end;
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  byte[] copy(int i) {
    return Arrays.copyOfRange(bytes, start(i), ends[i]);
  }

  /** The buffer; another one after it has grown. */
  byte[] bytes() {
    return bytes;
  }

  /** Where each of them ends in the buffer. */
  int[] ends() {
    return ends;
  }

  int count() {
    return count;
  }
}
