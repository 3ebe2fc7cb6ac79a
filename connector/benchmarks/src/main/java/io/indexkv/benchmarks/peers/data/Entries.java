/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.benchmarks.peers.data;

import java.util.Arrays;

/** Walks the entries for a store. They can be walked again. Not thread-safe. */
public final class Entries {
  private final KeyKind keys;
  private final long[] ids;
  private final Order order;
  private final Values values = new Values();
  private final byte[] key;
  private int next;
  private int valueLength;

  Entries(KeyKind keys, long[] ids, Order order) {
    this.keys = keys;
    this.ids = ids;
    this.order = order;
    key = new byte[keys.width()];
  }

  public KeyKind keys() {
    return keys;
  }

  public Order order() {
    return order;
  }

  public int count() {
    return ids.length;
  }

  public void rewind() {
    next = 0;
  }

  /** Moves to the next entry and makes its key and value; false at the end. */
  public boolean next() {
    if (next == ids.length) {
      return false;
    }
    long id = ids[next++];
    keys.encode(id, key);
    valueLength = values.make(id);
    return true;
  }

  public long id() {
    return ids[next - 1];
  }

  /** The encoded key. The next entry overwrites it. */
  public byte[] key() {
    return key;
  }

  /** An array that begins with the value. The next entry overwrites it. */
  public byte[] value() {
    return values.bytes();
  }

  public int valueLength() {
    return valueLength;
  }

  public byte[] copyOfValue() {
    return Arrays.copyOf(values.bytes(), valueLength);
  }
}
