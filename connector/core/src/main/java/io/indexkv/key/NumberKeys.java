/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.key;

import java.util.function.LongFunction;
import java.util.function.ToLongFunction;

/** Keys that are one number of up to 8 bytes. */
final class NumberKeys<K> extends Keys<K> {
  private final ToLongFunction<K> number;
  private final LongFunction<K> key;

  NumberKeys(KeyType type, Class<K> javaType, ToLongFunction<K> number, LongFunction<K> key) {
    super(type, javaType);
    this.number = number;
    this.key = key;
  }

  @Override
  void write(K key, KeyWriter out) {
    out.number(number.applyAsLong(key));
  }

  @Override
  public long word(K key) {
    requireClass(key);
    long value = number.applyAsLong(key);
    type().requireHeld(value);
    return type().word(value);
  }

  @Override
  K read(KeyReader in) {
    return key.apply(in.number());
  }
}
