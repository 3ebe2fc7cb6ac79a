/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.spark.probe.Probe;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.unsafe.Platform;

/** Copies of probe rows, one after the other in a buffer that is reused for each batch. */
public final class RowBatch {
  /** A batch with this many bytes is full, even if it has few rows. */
  private static final int BYTES = 1 << 20;

  private final int[] ends = new int[Probe.ROWS];
  private byte[] buffer = new byte[Probe.ROWS * 64];
  private int count;

  public void clear() {
    count = 0;
  }

  public int count() {
    return count;
  }

  public boolean full() {
    return count == Probe.ROWS || start(count) >= BYTES;
  }

  public void add(UnsafeRow row) {
    int start = start(count);
    int end = Math.addExact(start, row.getSizeInBytes());
    if (end > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.max(end, Math.min(1 << 30, 2L * end)));
    }
    Platform.copyMemory(
        row.getBaseObject(),
        row.getBaseOffset(),
        buffer,
        (long) Platform.BYTE_ARRAY_OFFSET + start,
        end - start);
    ends[count++] = end;
  }

  /** Points {@code reused} at row {@code i}; valid until the batch is cleared. */
  public void point(int i, UnsafeRow reused) {
    int start = start(i);
    reused.pointTo(buffer, (long) Platform.BYTE_ARRAY_OFFSET + start, ends[i] - start);
  }

  private int start(int i) {
    return i == 0 ? 0 : ends[i - 1];
  }
}
