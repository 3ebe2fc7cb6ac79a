/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.probe;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.StoredType;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.LayeredLookup;
import java.math.BigInteger;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Probes with keys that are numbers of at most 8 bytes. The keys are words and are compared by
 * value, so the widths of both sides do not matter.
 */
public final class NumberProbe extends Probe {
  private final KeyType type;
  private final long[] words = new long[ROWS];
  private final KeyRuns runs = new KeyRuns(ROWS);
  private long value;
  private boolean held;

  NumberProbe(ProbeSpec spec, KeySlice slice) {
    super(spec, slice);
    type = spec.keyType();
  }

  @Override
  public void put(long number) {
    value = number;
    held = type.holds(number);
  }

  @Override
  public void put(Decimal decimal) {
    if (isPlain(decimal, type)) {
      put(decimal.toUnscaledLong());
      return;
    }
    BigInteger unscaled = unscaled(decimal, type);
    held = unscaled != null;
    value = held ? unscaled.longValue() : 0;
  }

  @Override
  public void add(int row) {
    if (held) {
      words[next(row)] = type.word(value);
    } else {
      addAbsent(row);
    }
  }

  @Override
  public void addAll(ColumnVector[] keys, int from, int to) {
    ColumnVector vector = keys[0];
    // if the type is not wider than the key, each of its values is a value of the key
    int width = StoredType.numberWidth(vector.dataType());
    if (width == 0 || width > type.width() || vector.hasNull()) {
      super.addAll(keys, from, to);
      return;
    }
    KeyType keyType = type;
    // one loop for each type, so that the JIT compiles each to a plain loop over a primitive vector
    switch (width) {
      case 1 -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(vector.getByte(row));
        }
      }
      case 2 -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(vector.getShort(row));
        }
      }
      case 4 -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(vector.getInt(row));
        }
      }
      default -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(vector.getLong(row));
        }
      }
    }
    nextAll(from, to);
  }

  @Override
  void beginKeys() {}

  @Override
  void addNoKey(int index) {
    words[index] = 0;
  }

  @Override
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    return runs.find(lookup, words, asked, addresses, lengths);
  }
}
