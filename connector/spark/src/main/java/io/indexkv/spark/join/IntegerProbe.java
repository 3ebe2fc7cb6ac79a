/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.join;

import io.indexkv.KeyType;
import io.indexkv.file.BatchLookup;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
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

  /** Adds rows 0 to N - 1 with the keys of a vector of an integer type. */
  public void addAll(ColumnVector keys, int n) {
    DataType from = keys.dataType();
    if (keys.hasNull() || Expressions.integerWidth(from) > type.width()) {
      addEach(keys, from, n);
      return;
    }
    KeyType to = type;
    // one loop for each type, so that each is compiled to a plain loop over a primitive vector
    if (from instanceof ByteType) {
      for (int i = 0; i < n; i++) {
        words[i] = to.word(keys.getByte(i));
      }
    } else if (from instanceof ShortType) {
      for (int i = 0; i < n; i++) {
        words[i] = to.word(keys.getShort(i));
      }
    } else if (from instanceof IntegerType) {
      for (int i = 0; i < n; i++) {
        words[i] = to.word(keys.getInt(i));
      }
    } else {
      for (int i = 0; i < n; i++) {
        words[i] = to.word(keys.getLong(i));
      }
    }
    nextAll(n);
  }

  private void addEach(ColumnVector keys, DataType from, int n) {
    for (int i = 0; i < n; i++) {
      if (keys.isNullAt(i)) {
        addAbsent(i);
      } else if (from instanceof ByteType) {
        add(i, keys.getByte(i));
      } else if (from instanceof ShortType) {
        add(i, keys.getShort(i));
      } else if (from instanceof IntegerType) {
        add(i, keys.getInt(i));
      } else {
        add(i, keys.getLong(i));
      }
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
