/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.util.List;
import java.util.function.Function;

/** Wraps other keys, as objects of a type of the caller. */
final class MappedKeys<T, K> extends Keys<T> {
  private final Keys<K> keys;
  private final Function<? super K, ? extends T> to;
  private final Function<? super T, ? extends K> from;

  MappedKeys(
      Keys<K> keys, Function<? super K, ? extends T> to, Function<? super T, ? extends K> from) {
    super(keys.type(), Object.class);
    this.keys = keys;
    this.to = to;
    this.from = from;
  }

  /** The columns as the wrapped keys have them, if there are several. */
  @Override
  List<Keys<?>> columns() {
    List<Keys<?>> columns = keys.columns();
    return columns.size() == 1 ? List.of(this) : columns;
  }

  @Override
  void write(T key, KeyWriter out) {
    keys.writeChecked(from.apply(key), out);
  }

  @Override
  public long word(T key) {
    if (key == null) {
      requireClass(key);
    }
    return keys.word(from.apply(key));
  }

  @Override
  T read(KeyReader in) {
    return to.apply(keys.read(in));
  }
}
