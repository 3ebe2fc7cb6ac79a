/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.VersionId;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The one reader of a snapshot in this JVM, and the number of leases on it. */
final class SharedSnapshot {
  private static final System.Logger LOG = System.getLogger(SharedSnapshot.class.getName());

  /** What makes snapshots the same one. */
  private record Id(String location, VersionId version, ReadMode mode, KeySlice slice) {}

  /** Guards itself and all counts of leases; never held while files are opened or closed. */
  private static final Map<Id, SharedSnapshot> OPEN = new HashMap<>();

  private final Id id;
  private final Manifest manifest;
  private int leases;

  /** Set once, under this object's monitor; null until then. */
  private volatile SnapshotFiles files;

  private SharedSnapshot(Id id, Manifest manifest) {
    this.id = id;
    this.manifest = manifest;
  }

  /** A lease on the open snapshot. Of several callers, the first opens and the others wait. */
  static SharedSnapshot lease(Storage storage, Manifest manifest, ReadMode mode, KeySlice slice)
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
      snapshot.open(storage);
      opened = true;
      return snapshot;
    } finally {
      if (!opened) {
        snapshot.giveBack();
      }
    }
  }

  private synchronized void open(Storage storage) throws IOException {
    if (files == null) {
      files = SnapshotFiles.open(storage, manifest, id.mode(), id.slice());
      warnOfSize(MachineMemory.bytes());
    }
  }

  /** Lookups that find nothing in memory take as long as the disk does. */
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
              + ": most lookups will wait for the disk; give it more memory, or ask for few keys"
              + " with the read mode remote");
    }
  }

  /** Then the users of this one get errors; who comes now gets a new one with a new copy. */
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

  /** Snapshots open in this JVM, for tests of leaks. */
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
