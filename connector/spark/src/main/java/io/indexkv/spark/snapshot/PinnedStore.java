/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.snapshot;

import io.indexkv.spark.codec.StoreKey;
import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.RepeatedKeys;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.read.KeySlice;
import io.indexkv.store.read.ReadMode;
import io.indexkv.store.read.SnapshotReader;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.spark.sql.types.StructType;

/**
 * A store at the version that the driver has resolved for a query. It is shipped to the tasks, so
 * that all of them, including retries, see the same snapshot. Two are equal if they are the same
 * version of the same store; Spark then reuses equal work.
 */
public interface PinnedStore extends Serializable {
  /** Path or URI of the store, for plans and messages. */
  String location();

  /** Identifies this version among all versions of this store and of its copies. */
  VersionId id();

  default long version() {
    return id().version();
  }

  /** The full schema of the stored rows, key columns included. */
  StructType schema();

  /** Names of the key columns in key order: no two rows are equal in all of them. */
  List<String> keyColumns();

  /** Whether several rows may have equal keys. The last key column then tells them apart. */
  boolean repeatsKeys();

  /** The columns of the rows that queries see: all but the one that tells equal keys apart. */
  default StructType columns() {
    return repeatsKeys() ? HiddenColumn.without(schema()) : schema();
  }

  /** Names of the key columns that queries see, in key order. */
  default List<String> declaredKey() {
    return repeatsKeys() ? RepeatedKeys.declared(keyColumns()) : keyColumns();
  }

  /** The key columns with their types. */
  default StoreKey key() {
    return StoreKey.of(schema(), keyColumns());
  }

  /**
   * The manifest; on the driver and, read again once per JVM, on executors.
   *
   * @throws UncheckedIOException naming the store, if it cannot be read
   */
  Manifest manifest();

  /**
   * Names of the hosts that store most of a file, the best first; empty if there are none. Only the
   * driver asks.
   *
   * @throws UncheckedIOException naming the store, if the storage fails
   */
  List<String> hosts(DataFile file);

  /**
   * Opens the whole snapshot in this JVM, or shares it if it is open already. The caller closes it.
   *
   * @throws UncheckedIOException naming the store and the version, if it cannot be opened
   */
  default SnapshotReader open() {
    return open(KeySlice.all());
  }

  /**
   * Opens only the files with keys of a slice; other keys must not be looked up. The caller closes
   * it. Fails as {@link #open()} does.
   */
  default SnapshotReader open(KeySlice slice) {
    return open(slice, ReadMode.mapped());
  }

  /**
   * Opens the files with keys of a slice in a read mode. Batches can be looked up only if the mode
   * maps the files or holds them in memory. The caller closes the reader. Fails as {@link #open()}
   * does.
   */
  SnapshotReader open(KeySlice slice, ReadMode mode);
}
