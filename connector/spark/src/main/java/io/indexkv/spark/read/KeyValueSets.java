/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.spark.codec.KeyEncoder;
import io.indexkv.spark.codec.StoreKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The values that predicates allow for the key columns, as a list of alternatives. Each alternative
 * has a set of values for some columns and leaves the others open.
 *
 * @param columns how many columns the key has
 */
record KeyValueSets(int columns, List<Alternative> alternatives) {
  /**
   * Maximum number of keys. Above it, reading single keys would not be faster than reading all, and
   * planning would be slow.
   */
  private static final int MAX = 100_000;

  /**
   * For each column the set of its values; null if the column is open. A set maps the encoding of a
   * value, by which values are compared, to the value.
   */
  record Alternative(List<NavigableMap<byte[], Object>> sets) {
    Alternative and(Alternative other) {
      List<NavigableMap<byte[], Object>> both = new ArrayList<>();
      for (int i = 0; i < sets.size(); i++) {
        both.add(common(sets.get(i), other.sets.get(i)));
      }
      return new Alternative(both);
    }

    private static NavigableMap<byte[], Object> common(
        NavigableMap<byte[], Object> one, NavigableMap<byte[], Object> other) {
      if (one == null || other == null) {
        return one == null ? other : one;
      }
      NavigableMap<byte[], Object> common = new TreeMap<>(one);
      common.keySet().retainAll(other.keySet());
      return common;
    }

    /** How many keys the alternative names; counting stops at {@link #MAX}. */
    private long count() {
      long count = 1;
      for (NavigableMap<byte[], Object> set : sets) {
        count = Math.min(MAX + 1L, count * set.size());
      }
      return count;
    }

    private void addKeys(List<Object> begun, List<List<Object>> out) {
      if (begun.size() == sets.size()) {
        out.add(List.copyOf(begun));
        return;
      }
      for (Object value : sets.get(begun.size()).values()) {
        begun.add(value);
        addKeys(begun, out);
        begun.remove(begun.size() - 1);
      }
    }
  }

  /** Leaves all columns open. */
  static KeyValueSets any(int columns) {
    return new KeyValueSets(
        columns, List.of(new Alternative(new ArrayList<>(Collections.nCopies(columns, null)))));
  }

  /**
   * Restricts column {@code number} of a key to values in Spark's internal form; leaves the others
   * open.
   */
  static KeyValueSets of(StoreKey key, int number, List<Object> values) {
    KeyEncoder encoder = new KeyEncoder(key.column(number));
    NavigableMap<byte[], Object> set = new TreeMap<>(Arrays::compareUnsigned);
    for (Object value : values) {
      encoder.encode(List.of(value)).ifPresent(bytes -> set.put(bytes, value));
    }
    KeyValueSets any = any(key.columns().size());
    any.alternatives().get(0).sets().set(number, set);
    return any;
  }

  KeyValueSets or(KeyValueSets other) {
    List<Alternative> all = new ArrayList<>(alternatives);
    all.addAll(other.alternatives);
    return all.size() > MAX ? any(columns) : new KeyValueSets(columns, all);
  }

  KeyValueSets and(KeyValueSets other) {
    if ((long) alternatives.size() * other.alternatives.size() > MAX) {
      // returning only one side is correct, because Spark evaluates all predicates again
      return this;
    }
    List<Alternative> all = new ArrayList<>();
    for (Alternative one : alternatives) {
      other.alternatives.forEach(another -> all.add(one.and(another)));
    }
    return new KeyValueSets(columns, all);
  }

  /**
   * All keys that the alternatives name, each as its column values. Empty if a column is open, or
   * there are too many keys.
   */
  Optional<List<List<Object>>> keys() {
    List<List<Object>> keys = new ArrayList<>();
    long count = 0;
    for (Alternative alternative : alternatives) {
      if (alternative.sets().contains(null)) {
        return Optional.empty();
      }
      count += alternative.count();
      if (count > MAX) {
        return Optional.empty();
      }
    }
    alternatives.forEach(alternative -> alternative.addKeys(new ArrayList<>(), keys));
    return Optional.of(keys);
  }
}
