/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import io.indexkv.file.BatchLookup;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.unsafe.types.UTF8String;

/** Probes with integer keys of any width: as words, compared by value. */
public final class IntegerProbe extends Probe {
  private final KeyType type;
  private long[] words = new long[0];

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
  public void addAll(ColumnVector keys, int n) {
    int from = Expressions.integerWidth(keys.dataType());
    if (keys.hasNull() || from > type.width()) {
      for (int i = 0; i < n; i++) {
        addOne(i, keys, from, i);
      }
      return;
    }
    KeyType to = type;
    // one loop for each type, so that each is compiled to a plain loop over a primitive vector
    switch (from) {
      case 1 -> {
        for (int i = 0; i < n; i++) {
          words[i] = to.word(keys.getByte(i));
        }
      }
      case 2 -> {
        for (int i = 0; i < n; i++) {
          words[i] = to.word(keys.getShort(i));
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          words[i] = to.word(keys.getInt(i));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          words[i] = to.word(keys.getLong(i));
        }
      }
    }
    nextAll(n);
  }

  @Override
  public void addAll(ColumnVector keys, Probe left) {
    int from = Expressions.integerWidth(keys.dataType());
    int n = left.count();
    for (int i = 0; i < n; i++) {
      addOne(i, keys, from, left.row(i));
    }
  }

  private void addOne(int number, ColumnVector keys, int from, int row) {
    if (keys.isNullAt(row)) {
      addAbsent(number);
      return;
    }
    switch (from) {
      case 1 -> add(number, keys.getByte(row));
      case 2 -> add(number, keys.getShort(row));
      case 4 -> add(number, keys.getInt(row));
      default -> add(number, keys.getLong(row));
    }
  }

  @Override
  void beginKeys(int capacity) {
    if (words.length < capacity) {
      words = new long[capacity];
    }
  }

  @Override
  void addNoKey(int index) {
    words[index] = 0;
  }

  @Override
  int find(BatchLookup lookup, int asked, long[] addresses, int[] lengths) {
    return lookup.find(words, asked, addresses, lengths);
  }
}
