/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.lookup;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The rows of keys that follow each other. It reads some at a time, each time as a lookup of its
 * own. For one thread.
 */
final class RunRows<T> implements Iterator<T> {
  /** Reads rows of keys. */
  interface Reader<T> {
    /**
     * Adds the rows of the first of some keys to {@code rows}.
     *
     * @return the keys whose rows are not read yet; null if there are none
     */
    KeySpan read(KeySpan keys, Collection<? super T> rows);
  }

  private final Reader<T> reader;
  private final Queue<T> rows = new ArrayDeque<>();

  /** The keys that are not read yet; null if there are none. */
  private KeySpan rest;

  RunRows(Reader<T> reader, KeySpan keys) {
    this.reader = reader;
    rest = keys.from() == null ? null : keys;
  }

  @Override
  public boolean hasNext() {
    if (rows.isEmpty() && rest != null) {
      rest = reader.read(rest, rows);
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
