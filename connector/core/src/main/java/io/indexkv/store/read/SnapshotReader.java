/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;

/**
 * A pinned snapshot, open for lookups. All users in a JVM share the mapped files of a snapshot.
 * Each holds and closes a lease of its own. The files are unmapped when the last lease is closed.
 */
public final class SnapshotReader implements Closeable {
  private final SharedSnapshot snapshot;
  private final Opening opening;
  private boolean closed;

  private SnapshotReader(SharedSnapshot.Lease lease) {
    this.snapshot = lease.snapshot();
    this.opening = lease.opening();
  }

  /**
   * Opens the snapshot, or shares it if it is open already. Compressed files fail.
   *
   * @throws io.indexkv.error.BrokenSnapshotException if a file is missing or is not the one that
   *     the manifest lists
   * @throws UnsupportedFormatException if a file is compressed, or the key has a type that this
   *     IndexKV does not know
   * @throws io.indexkv.error.CorruptFileException if a file is damaged
   */
  public static SnapshotReader open(Storage storage, Manifest manifest) throws IOException {
    return open(storage, manifest, ReadMode.mapped());
  }

  /**
   * Opens the snapshot in a mode. All users that open it in the same mode share it. It fails in the
   * same ways as {@link #open(Storage, Manifest)}.
   */
  public static SnapshotReader open(Storage storage, Manifest manifest, ReadMode mode)
      throws IOException {
    return open(storage, manifest, mode, KeySlice.all());
  }

  /**
   * Opens a slice of the snapshot in a mode. All users that open the same slice in the same mode
   * share it.
   */
  public static SnapshotReader open(
      Storage storage, Manifest manifest, ReadMode mode, KeySlice slice) throws IOException {
    return new SnapshotReader(SharedSnapshot.lease(storage, manifest, mode, slice));
  }

  public Manifest manifest() {
    return snapshot.manifest();
  }

  /** The files. They are closed with the last lease; callers must not close them. */
  public synchronized OpenSnapshot files() {
    if (closed) {
      throw new IllegalStateException("this lease on " + snapshot + " is closed");
    }
    return snapshot.files();
  }

  /** What it took to open the files; nothing if another user of this JVM had opened them. */
  public Opening opening() {
    return opening;
  }

  /** Where the bytes are now. A remote file that no lookup has read yet has none. */
  public SnapshotMemory memory() {
    return SnapshotFiles.memory(files());
  }

  /** Returns the lease. Idempotent. Addresses obtained through it become invalid. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      snapshot.giveBack();
    }
  }
}
