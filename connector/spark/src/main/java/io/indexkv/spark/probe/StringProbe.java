/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.LayeredLookup;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** Probes with keys that are one string or binary: the bytes of the keys, one after the other. */
public final class StringProbe extends Probe {
  private final KeyBytes keys = new KeyBytes(ROWS);

  StringProbe(ProbeSpec spec, KeySlice slice) {
    super(spec, slice);
  }

  @Override
  public void put(UTF8String text) {
    keys.append(text.getBaseObject(), text.getBaseOffset(), text.numBytes());
  }

  @Override
  public void put(byte[] bytes) {
    keys.append(bytes, 0, bytes.length);
  }

  @Override
  public void add(int row) {
    keys.end(next(row));
  }

  /** Has its own loop for strings, so that the JIT compiler knows which methods the loop calls. */
  @Override
  public void addAll(ColumnVector[] vectors, int from, int to) {
    ColumnVector vector = vectors[0];
    if (!(vector.dataType() instanceof StringType)) {
      super.addAll(vectors, from, to);
      return;
    }
    boolean nulls = vector.hasNull();
    for (int row = from; row < to; row++) {
      if (nulls && vector.isNullAt(row)) {
        addAbsent(row);
      } else {
        put(vector.getUTF8String(row));
        add(row);
      }
    }
  }

  @Override
  void beginKeys() {
    keys.clear();
  }

  @Override
  void addNoKey(int index) {
    keys.end(index);
  }

  @Override
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    return keys.find(lookup, asked, addresses, lengths);
  }
}
