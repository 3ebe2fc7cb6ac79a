/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

/** A key with its value. A writer rejects an entry whose key or value is null. */
public record Entry<K, V>(K key, V value) {
  /** Pairs a key with its value. */
  public static <K, V> Entry<K, V> of(K key, V value) {
    return new Entry<>(key, value);
  }
}
