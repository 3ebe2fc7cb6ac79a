/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.hadoop;

import io.indexkv.OpenOptions;
import io.indexkv.RefreshingStore;
import io.indexkv.Store;
import io.indexkv.StoreHistory;
import io.indexkv.StoreWriter;
import io.indexkv.WriteOptions;
import io.indexkv.key.Keys;
import io.indexkv.value.Values;
import java.io.IOException;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;

/**
 * Opens, writes and manages stores on any Hadoop file system in plain Java, as {@link Store},
 * {@link RefreshingStore} and {@link StoreHistory} do in a local directory.
 *
 * <p>In each method {@code location} is the store's directory: a URI, or a path in the default file
 * system of {@code conf}. The options of the local copies and of the file system come from {@code
 * conf}, too. Each method throws {@link IOException} if the file system cannot be reached, and
 * {@link IllegalArgumentException} if the location or an option is malformed.
 */
public final class HadoopStores {
  private HadoopStores() {}

  /**
   * Opens a version of a store.
   *
   * @param options which version to open, by default the newest, and how to read its files
   * @throws java.nio.file.NoSuchFileException if there is no store
   * @throws IllegalArgumentException also if the version is missing, or has keys or values of other
   *     types
   * @throws io.indexkv.error.BrokenSnapshotException if a file is missing or is not the listed one
   */
  public static <K, V> Store<K, V> open(
      String location, Configuration conf, Keys<K> keys, Values<V> values, OpenOptions options)
      throws IOException {
    return Store.open(Storages.open(location, conf), keys, values, options);
  }

  /**
   * Opens the newest version of a store for a service that never stops.
   *
   * @param options how to read its files; a version that they name is ignored
   * @throws java.nio.file.NoSuchFileException if there is no store
   */
  public static <K, V> RefreshingStore<K, V> openRefreshing(
      String location, Configuration conf, Keys<K> keys, Values<V> values, OpenOptions options)
      throws IOException {
    return RefreshingStore.open(Storages.open(location, conf), keys, values, options);
  }

  /**
   * Begins the next version of a store, which need not exist yet. {@link StoreWriter#commit()}
   * publishes it.
   */
  public static <K, V> StoreWriter<K, V> write(
      String location, Configuration conf, Keys<K> keys, Values<V> values, WriteOptions options)
      throws IOException {
    return Store.write(Storages.open(location, conf), keys, values, options);
  }

  /** The history of a store, which need not exist yet. */
  public static StoreHistory history(String location, Configuration conf) throws IOException {
    Objects.requireNonNull(location, "location");
    return StoreHistory.of(Storages.open(location, conf));
  }
}
