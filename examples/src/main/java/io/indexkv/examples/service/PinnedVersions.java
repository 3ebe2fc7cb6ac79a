/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.examples.service;

import io.indexkv.Store;
import io.indexkv.value.Row;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Open versions that requests named by their number. It keeps a few of them open, and closes those
 * that nobody has asked for in a while: an open version keeps its files mapped. Thread-safe. While
 * a version is being opened, other requests for older versions wait.
 */
final class PinnedVersions<K> implements Closeable {
  private static final int MAX_OPEN = 4;
  private static final long MAX_IDLE_NANOS = 30_000_000_000L;

  /** An open version and its users. Its fields change under the monitor of the map. */
  private static final class Pinned<K> {
    private final Store<K, Row> store;
    private int users;
    private long lastUse = System.nanoTime();

    Pinned(Store<K, Row> store) {
      this.store = store;
    }
  }

  private final ServedStore<K> served;
  private final Map<Long, Pinned<K>> open = new HashMap<>();
  private boolean closed;

  PinnedVersions(ServedStore<K> served) {
    this.served = served;
  }

  /** Uses a version, but must not keep its store; empty if there is no such version. */
  <R> Optional<R> use(long version, Function<Store<K, Row>, R> use) throws IOException {
    Pinned<K> pinned = borrow(version);
    if (pinned == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(use.apply(pinned.store));
    } finally {
      giveBack(pinned);
    }
  }

  private synchronized Pinned<K> borrow(long version) throws IOException {
    if (closed) {
      throw new Refusal(503, "the service is stopping");
    }
    Pinned<K> pinned = open.get(version);
    if (pinned == null) {
      try {
        pinned = new Pinned<>(served.at(version));
      } catch (IllegalArgumentException e) {
        return null; // the store does not have the version
      }
      open.put(version, pinned);
      closeSome();
    }
    pinned.users++;
    return pinned;
  }

  private synchronized void giveBack(Pinned<K> pinned) {
    pinned.users--;
    pinned.lastUse = System.nanoTime();
    closeSome();
  }

  /** Closes versions without users that were not used for long, or are too many. */
  synchronized void closeSome() {
    long now = System.nanoTime();
    List<Map.Entry<Long, Pinned<K>>> idle = new ArrayList<>();
    open.entrySet().stream().filter(e -> e.getValue().users == 0).forEach(idle::add);
    idle.sort(Comparator.comparingLong(e -> e.getValue().lastUse - now));
    for (Map.Entry<Long, Pinned<K>> entry : idle) {
      boolean old = now - entry.getValue().lastUse > MAX_IDLE_NANOS;
      if (closed || old || open.size() > MAX_OPEN) {
        open.remove(entry.getKey());
        entry.getValue().store.close();
      }
    }
  }

  synchronized int size() {
    return open.size();
  }

  /** Closes all versions; those in use as soon as their users give them back. */
  @Override
  public synchronized void close() {
    closed = true;
    closeSome();
  }
}
