/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.util.Arrays;
import java.util.List;

/** Keys of several columns, as lists with one element per column. */
final class CompositeKeys extends Keys<List<Object>> {
  private final List<Keys<?>> columns;

  CompositeKeys(List<Keys<?>> columns) {
    super(KeyType.composite(columns.stream().map(Keys::type).toList()), List.class);
    this.columns = columns;
  }

  @Override
  List<Keys<?>> columns() {
    return columns;
  }

  @Override
  void write(List<Object> key, KeyWriter out) {
    if (key.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a list of " + key.size() + " is no " + type() + " key: expected " + columns.size());
    }
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).writeChecked(key.get(i), out);
    }
  }

  @Override
  List<Object> read(KeyReader in) {
    Object[] key = new Object[columns.size()];
    for (int i = 0; i < key.length; i++) {
      key[i] = columns.get(i).read(in);
    }
    return Arrays.asList(key);
  }
}
