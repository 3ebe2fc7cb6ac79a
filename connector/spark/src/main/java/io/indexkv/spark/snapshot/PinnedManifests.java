/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.store.VersionLog;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The manifests that queries of this JVM have pinned, each read once. Manifests never change, so
 * the cache drops only the least recently used ones. Thread-safe.
 */
final class PinnedManifests {
  private static final int CAPACITY = 32;

  private static final Map<Key, Manifest> CACHE =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Manifest> eldest) {
          return size() > CAPACITY;
        }
      };

  private record Key(String location, VersionId version) {}

  private PinnedManifests() {}

  static void put(String location, Manifest manifest) {
    synchronized (CACHE) {
      CACHE.put(new Key(location, manifest.id()), manifest);
    }
  }

  /**
   * The manifest of a pinned store.
   *
   * @throws IOException if it cannot be read, or if the location now holds another store, or a copy
   *     of the same store with other versions
   */
  static Manifest of(PinnedStore store, Storage storage) throws IOException {
    synchronized (CACHE) {
      Manifest cached = CACHE.get(new Key(store.location(), store.id()));
      if (cached != null) {
        return cached;
      }
    }
    Manifest manifest = new VersionLog(storage).pinned(store.id());
    put(store.location(), manifest);
    return manifest;
  }

  /** Forgets all manifests, as in a new JVM; for tests. */
  static void clear() {
    synchronized (CACHE) {
      CACHE.clear();
    }
  }
}
