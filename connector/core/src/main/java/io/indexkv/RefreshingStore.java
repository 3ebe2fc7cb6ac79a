/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.key.KeyWriter;
import io.indexkv.key.Keys;
import io.indexkv.store.storage.LocalStorage;
import io.indexkv.store.storage.Storage;
import io.indexkv.value.Values;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A store for a service that never stops. {@link #refresh()} moves it to the newest version without
 * disturbing lookups. Each lookup or batch sees a single version. Thread-safe; lookups take no
 * lock.
 *
 * <p>The service decides which thread calls refresh, and when. Nothing runs in the background.
 */
public final class RefreshingStore<K, V> implements Closeable {
  /** An open version, with a gate that its lookups pass. */
  private record Generation<K, V>(Store<K, V> store, CloseGate gate) {
    static <K, V> Generation<K, V> of(Store<K, V> store) {
      return new Generation<>(store, new CloseGate("the refreshing " + store));
    }
  }

  private final Storage storage;
  private final Keys<K> keys;
  private final Values<V> values;
  private final OpenOptions options;
  private final ThreadLocal<Boolean> looking = new ThreadLocal<>();
  private volatile Generation<K, V> current;
  private boolean closed;

  private RefreshingStore(
      Storage storage, Keys<K> keys, Values<V> values, OpenOptions options, Store<K, V> first) {
    this.storage = storage;
    this.keys = keys;
    this.values = values;
    this.options = options;
    current = Generation.of(first);
  }

  /**
   * Opens the newest version of the store in a local directory.
   *
   * @param options how to read its files; a version that they name is ignored
   * @throws IllegalArgumentException if the store was written with keys or values of other types
   * @throws java.nio.file.NoSuchFileException if there is no store
   */
  public static <K, V> RefreshingStore<K, V> open(
      Path path, Keys<K> keys, Values<V> values, OpenOptions options) throws IOException {
    Objects.requireNonNull(path, "path");
    return open(new LocalStorage(path), keys, values, options);
  }

  /**
   * Opens the newest version of a store on any storage.
   *
   * @param options how to read its files; a version that they name is ignored
   */
  @Internal
  public static <K, V> RefreshingStore<K, V> open(
      Storage storage, Keys<K> keys, Values<V> values, OpenOptions options) throws IOException {
    Objects.requireNonNull(options, "options");
    OpenOptions newest = options.atNewest();
    Store<K, V> first = Store.open(storage, keys, values, newest);
    return new RefreshingStore<>(storage, keys, values, newest, first);
  }

  /**
   * Moves to the newest version, if that is another one than the open one. It can be newer, or
   * belong to a store that was written anew or restored from a copy.
   *
   * <p>This opens the new version first, and copies its remote files, while lookups go on in the
   * old one. Then it waits for lookups that use the old version, and closes that.
   *
   * @return whether the version changed
   * @throws IOException if the newest version cannot be opened; the old one stays open
   * @throws IllegalStateException if the store is closed; also if the caller is inside {@link
   *     #look} or {@link #getMany}, because refreshing would wait for the caller
   */
  public boolean refresh() throws IOException {
    requireNotLooking("refreshed");
    return refreshAlone();
  }

  private synchronized boolean refreshAlone() throws IOException {
    if (closed) {
      throw new IllegalStateException(current.store() + " is closed");
    }
    Store<K, V> newest = Store.open(storage, keys, values, options);
    Generation<K, V> old = current;
    if (newest.isSameVersion(old.store())) {
      newest.close();
      return false;
    }
    current = Generation.of(newest);
    old.gate().close();
    old.store().close();
    return true;
  }

  /**
   * The value of {@code key}, or null if absent. The value is decoded after the lookup has ended,
   * so the decoder may refresh or close this store.
   */
  public V get(K key) {
    byte[] value;
    if (keys.type().wordWidth() > 0) {
      long word = keys.word(key);
      value = run(store -> store.bytes(word));
    } else {
      KeyWriter encoded = keys.encoded(key);
      value = run(store -> store.bytes(encoded));
    }
    return value == null ? null : values.decode(value);
  }

  /**
   * The values of {@code keys} in their order, null where a key is absent. All are from one
   * version.
   *
   * <p>The version stays open until the last value is decoded. If the decoder or the iteration of
   * {@code keys} refreshes or closes this store, that throws {@link IllegalStateException}.
   */
  public List<V> getMany(Collection<? extends K> keys) {
    Objects.requireNonNull(keys, "keys");
    return look(store -> store.getMany(keys));
  }

  /**
   * Whether the store has {@code key}.
   *
   * @throws IllegalArgumentException if {@code key} is not a key of the store's type
   */
  public boolean contains(K key) {
    KeyWriter encoded = keys.encoded(key);
    return run(store -> store.contains(encoded));
  }

  /**
   * Runs several lookups or scans in one version, which stays open until they return. {@code
   * lookup} must not keep the store. If it refreshes or closes this store, that throws {@link
   * IllegalStateException}, because both wait for it.
   */
  public <R> R look(Function<? super Store<K, V>, R> lookup) {
    Objects.requireNonNull(lookup, "lookup");
    Boolean outer = looking.get();
    looking.set(true);
    try {
      return run(lookup);
    } finally {
      if (outer == null) {
        looking.remove();
      }
    }
  }

  private void requireNotLooking(String what) {
    if (looking.get() != null) {
      throw new IllegalStateException(
          current.store()
              + " cannot be "
              + what
              + " inside a lookup of its own, because it would wait for that lookup");
    }
  }

  private <R> R run(Function<? super Store<K, V>, R> lookup) {
    while (true) {
      Generation<K, V> generation = current;
      int entered;
      try {
        entered = generation.gate().enter();
      } catch (IllegalStateException e) {
        if (generation == current) {
          throw e; // this store is closed, not refreshed
        }
        continue;
      }
      try {
        return lookup.apply(generation.store());
      } finally {
        generation.gate().leave(entered);
      }
    }
  }

  /** Number of the version that lookups use now. */
  public long version() {
    return run(Store::version);
  }

  /**
   * Waits for running lookups and closes the store. Idempotent.
   *
   * @throws IllegalStateException if the caller is inside {@link #look} or {@link #getMany}
   */
  @Override
  public void close() {
    requireNotLooking("closed");
    closeAlone();
  }

  private synchronized void closeAlone() {
    closed = true;
    current.gate().close();
    current.store().close();
  }
}
