/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import io.indexkv.store.LayeredLookup;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** Probes with integer keys of any width: as words, compared by value. */
public final class IntegerProbe extends Probe {
  private final KeyType type;
  private final long[] words = new long[ROWS];

  IntegerProbe(ProbeSpec spec) {
    super(spec);
    type = spec.keyType();
  }

  @Override
  public void add(int row, long key) {
    if (type.holds(key)) {
      words[next(row)] = type.word(key);
    } else {
      addAbsent(row);
    }
  }

  @Override
  public void add(int row, UTF8String key) {
    throw new IllegalStateException("the store's keys are integers, not strings");
  }

  @Override
  public void addAll(ColumnVector keys, int from, int to) {
    int width = Expressions.integerWidth(keys.dataType());
    if (keys.hasNull() || width > type.width()) {
      for (int row = from; row < to; row++) {
        addOne(row, keys, width, row);
      }
      return;
    }
    KeyType keyType = type;
    // one loop for each type, so that each is compiled to a plain loop over a primitive vector
    switch (width) {
      case 1 -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(keys.getByte(row));
        }
      }
      case 2 -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(keys.getShort(row));
        }
      }
      case 4 -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(keys.getInt(row));
        }
      }
      default -> {
        for (int row = from; row < to; row++) {
          words[row - from] = keyType.word(keys.getLong(row));
        }
      }
    }
    nextAll(from, to);
  }

  @Override
  public void addAll(ColumnVector keys, Probe left) {
    int width = Expressions.integerWidth(keys.dataType());
    int n = left.count();
    for (int i = 0; i < n; i++) {
      addOne(i, keys, width, left.row(i));
    }
  }

  private void addOne(int number, ColumnVector keys, int width, int row) {
    if (keys.isNullAt(row)) {
      addAbsent(number);
      return;
    }
    switch (width) {
      case 1 -> add(number, keys.getByte(row));
      case 2 -> add(number, keys.getShort(row));
      case 4 -> add(number, keys.getInt(row));
      default -> add(number, keys.getLong(row));
    }
  }

  @Override
  void beginKeys() {}

  @Override
  void addNoKey(int index) {
    words[index] = 0;
  }

  @Override
  int find(LayeredLookup lookup, int asked, long[] addresses, int[] lengths) {
    return lookup.find(words, asked, addresses, lengths);
  }
}
