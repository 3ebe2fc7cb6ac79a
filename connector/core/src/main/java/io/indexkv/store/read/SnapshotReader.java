/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.Closeable;
import java.io.IOException;

/**
 * A pinned snapshot, open for lookups. All users in a JVM share the mapped files of a snapshot;
 * each holds a lease of its own and closes it; the files are unmapped when the last lease is
 * closed.
 */
public final class SnapshotReader implements Closeable {
  private final SharedSnapshot snapshot;
  private boolean closed;

  private SnapshotReader(SharedSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  /**
   * Opens the snapshot, or joins the users that have it open already.
   *
   * @throws BrokenSnapshotException if a file is missing or is not the one that the manifest lists
   * @throws UnsupportedFormatException if it has keys that this IndexKV does not know, or a
   *     compressed file
   * @throws io.indexkv.error.CorruptFileException if a file is damaged
   */
  public static SnapshotReader open(Storage storage, Manifest manifest) throws IOException {
    return open(storage, manifest, ReadMode.mapped());
  }

  /** Likewise, shared by the users that open it in the same mode. */
  public static SnapshotReader open(Storage storage, Manifest manifest, ReadMode mode)
      throws IOException {
    return open(storage, manifest, mode, KeySlice.all());
  }

  /** Opens a slice of the snapshot, shared by the users that open the same one. */
  public static SnapshotReader open(
      Storage storage, Manifest manifest, ReadMode mode, KeySlice slice) throws IOException {
    return new SnapshotReader(SharedSnapshot.lease(storage, manifest, mode, slice));
  }

  public Manifest manifest() {
    return snapshot.manifest();
  }

  /** The files; they are closed with the last lease, not by the caller. */
  public synchronized OpenSnapshot files() {
    if (closed) {
      throw new IllegalStateException("this lease on " + snapshot + " is closed");
    }
    return snapshot.files();
  }

  /** Where the bytes are now. Files that are read remotely and were not asked yet have none. */
  public SnapshotMemory memory() {
    return SnapshotFiles.memory(files());
  }

  /** Gives the lease back. Idempotent. Addresses obtained through it are invalid afterwards. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      snapshot.giveBack();
    }
  }
}
