/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.store.LayeredLookup;
import java.util.Arrays;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.types.UTF8String;

/** Probes with string keys: their UTF-8 bytes, one after the other in one array. */
public final class StringProbe extends Probe {
  private byte[] bytes = new byte[1 << 12];
  private final int[] ends = new int[ROWS];
  private int length;

  StringProbe(ProbeSpec spec) {
    super(spec);
  }

  @Override
  public void add(int row, UTF8String key) {
    int size = key.numBytes();
    int end = Math.addExact(length, size);
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(1 << 30, 2L * end)));
    }
    Platform.copyMemory(
        key.getBaseObject(),
        key.getBaseOffset(),
        bytes,
        (long) Platform.BYTE_ARRAY_OFFSET + length,
        size);
    length = end;
    ends[next(row)] = end;
  }

  @Override
  public void add(int row, long key) {
    throw new IllegalStateException("the store's keys are strings, not integers");
  }

  @Override
  public void addAll(ColumnVector keys, Probe left) {
    int n = left.count();
    for (int i = 0; i < n; i++) {
      int row = left.row(i);
      if (keys.isNullAt(row)) {
        addAbsent(i);
      } else {
        add(i, keys.getUTF8String(row));
      }
    }
  }

  @Override
  public void addAll(ColumnVector keys, int from, int to) {
    boolean nulls = keys.hasNull();
    for (int row = from; row < to; row++) {
      if (nulls && keys.isNullAt(row)) {
        addAbsent(row);
      } else {
        add(row, keys.getUTF8String(row));
      }
    }
  }

  @Override
  void beginKeys() {
    length = 0;
  }

  @Override
  void addNoKey(int index) {
    ends[index] = length;
  }

  @Override
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    return lookup.find(bytes, ends, asked, addresses, lengths);
  }
}
