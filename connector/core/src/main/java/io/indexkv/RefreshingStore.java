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
 * A store for a service that never stops: {@link #refresh()} moves it to the newest version without
 * disturbing lookups. Each lookup, and each batch, sees one version. Thread-safe; lookups take no
 * lock.
 *
 * <p>Who calls refresh, and when, is for the service to say: nothing runs behind its back.
 */
public final class RefreshingStore<K, V> implements Closeable {
  /** A version, and who looks keys up in it. */
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
   * @param options how its files are read; the version that they name is ignored
   */
  public static <K, V> RefreshingStore<K, V> open(
      Path path, Keys<K> keys, Values<V> values, OpenOptions options) throws IOException {
    Objects.requireNonNull(path, "path");
    return open(new LocalStorage(path), keys, values, options);
  }

  /**
   * Opens the newest version of a store on any storage.
   *
   * @param options how its files are read; the version that they name is ignored
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
   * Moves to the newest version, if that is another: a newer one, or one of a store that was
   * written in place of this or restored from a copy. Opens it first (and copies what is remote)
   * while lookups go on in the old one; then waits for those that have begun, and closes it.
   *
   * @return whether the version changed
   * @throws IOException if the newest version cannot be opened; the old one stays
   * @throws IllegalStateException if the store is closed; or if the caller runs inside of {@link
   *     #look} or {@link #getMany}, for which this would wait
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
   * The value of {@code key}, or null if absent. The value is decoded after the lookup has ended:
   * the decoder may refresh or close this store.
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
   * The values of {@code keys} in their order, all from one version, null where a key is absent.
   * The version stays open until the last value is decoded: neither the decoder nor {@code keys}
   * may refresh or close this store, which throws {@link IllegalStateException}.
   */
  public List<V> getMany(Collection<? extends K> keys) {
    Objects.requireNonNull(keys, "keys");
    return look(store -> store.getMany(keys));
  }

  public boolean contains(K key) {
    KeyWriter encoded = keys.encoded(key);
    return run(store -> store.contains(encoded));
  }

  /**
   * Runs several lookups or scans in one version, which stays open until they return; the store
   * must not be used afterwards. LOOKUP must neither refresh nor close this: both wait for it.
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
              + " by a lookup that runs in it, for which that would wait");
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
          throw e; // closed, not refreshed
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

  public long version() {
    return run(Store::version);
  }

  /**
   * Waits for lookups that run. Idempotent.
   *
   * @throws IllegalStateException if the caller runs inside of {@link #look} or {@link #getMany}
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
