/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.StoreFiles;
import java.io.Closeable;
import java.io.IOException;

/**
 * A pinned snapshot, open for lookups. All users in a JVM share the mapped files of a snapshot;
 * each holds a lease of its own and closes it; the files are unmapped when the last lease is
 * closed.
 */
public final class SnapshotReader implements Closeable {
  /** Opens the snapshot, or joins the users that have it open already. */
  public static SnapshotReader open(Storage storage, Manifest manifest) throws IOException {
    throw new UnsupportedOperationException();
  }

  public Manifest manifest() {
    throw new UnsupportedOperationException();
  }

  public StoreFiles files() {
    throw new UnsupportedOperationException();
  }

  /** Gives the lease back. Idempotent. Addresses obtained through it are invalid afterwards. */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
