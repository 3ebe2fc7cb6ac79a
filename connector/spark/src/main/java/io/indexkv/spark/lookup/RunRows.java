/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The rows of keys that follow each other. It reads some at a time, each time as a lookup of its
 * own. For one thread.
 */
final class RunRows<T> implements Iterator<T> {
  private final TaskLookup<T> lookup;
  private final Queue<T> rows = new ArrayDeque<>();

  /** The keys that are not read yet; null if there are none. */
  private KeySpan rest;

  RunRows(TaskLookup<T> lookup, KeySpan keys) {
    this.lookup = lookup;
    rest = keys.from() == null ? null : keys;
  }

  @Override
  public boolean hasNext() {
    if (rows.isEmpty() && rest != null) {
      rest = lookup.read(rest, rows);
    }
    return !rows.isEmpty();
  }

  @Override
  public T next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return rows.remove();
  }
}
