/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The only reader of a snapshot in this JVM, and the number of leases on it. */
final class SharedSnapshot {
  private static final System.Logger LOG = System.getLogger(SharedSnapshot.class.getName());

  /** Identifies a snapshot: readers with the same id share one. */
  private record Id(String location, VersionId version, ReadMode mode, KeySlice slice) {}

  /** A lease on an open snapshot, and what it took to open it; nothing if it was open already. */
  record Lease(SharedSnapshot snapshot, Opening opening) {}

  /**
   * The open snapshots. Its monitor guards the map and all counts of leases. No thread holds it
   * while it opens or closes files.
   */
  private static final Map<Id, SharedSnapshot> OPEN = new HashMap<>();

  private final Id id;
  private final Manifest manifest;
  private int leases;

  /** Set once, under this object's monitor; null before. */
  private volatile SnapshotFiles files;

  private SharedSnapshot(Id id, Manifest manifest) {
    this.id = id;
    this.manifest = manifest;
  }

  /**
   * Takes a lease on the open snapshot. If several callers come at once, the first opens it and the
   * others wait.
   */
  static Lease lease(Storage storage, Manifest manifest, ReadMode mode, KeySlice slice)
      throws IOException {
    Id id = new Id(storage.location(), manifest.id(), mode, slice);
    SharedSnapshot snapshot;
    synchronized (OPEN) {
      snapshot = OPEN.get(id);
      if (snapshot == null || snapshot.isDamaged()) {
        snapshot = new SharedSnapshot(id, manifest);
        OPEN.put(id, snapshot);
      }
      snapshot.leases++;
    }
    boolean opened = false;
    try {
      Opening opening = snapshot.open(storage);
      opened = true;
      return new Lease(snapshot, opening);
    } finally {
      if (!opened) {
        snapshot.giveBack();
      }
    }
  }

  private synchronized Opening open(Storage storage) throws IOException {
    if (files != null) {
      return Opening.NONE;
    }
    files = SnapshotFiles.open(storage, manifest, id.mode(), id.slice());
    warnOfSize(MachineMemory.bytes());
    return files.opening();
  }

  /** Warns if the files are larger than memory: most lookups then wait for the disk. */
  private void warnOfSize(long memory) {
    long bytes = files().files().stream().mapToLong(file -> file.info().length()).sum();
    if (id.mode().access() != ReadMode.Access.REMOTE && bytes > memory) {
      LOG.log(
          System.Logger.Level.WARNING,
          this
              + " has "
              + bytes
              + " bytes, the memory of this machine or container "
              + memory
              + ": most lookups will wait for the disk; give it more memory, or look up few keys"
              + " with the read mode remote");
    }
  }

  /**
   * Whether a copy is damaged. If so, the current users get errors, and the next user gets a new
   * snapshot with a new copy.
   */
  private boolean isDamaged() {
    return files != null && files.isDamaged();
  }

  void giveBack() {
    synchronized (OPEN) {
      if (--leases > 0) {
        return;
      }
      OPEN.remove(id, this);
    }
    if (files != null) {
      files.close();
    }
  }

  Manifest manifest() {
    return manifest;
  }

  OpenSnapshot files() {
    return files.files();
  }

  /** Number of open snapshots in this JVM, for tests of leaks. */
  static int open() {
    synchronized (OPEN) {
      return OPEN.size();
    }
  }

  @Override
  public String toString() {
    return "version " + manifest.version() + " of the store " + id.location();
  }
}
