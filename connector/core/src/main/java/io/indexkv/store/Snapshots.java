/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The versions of a store: reads manifests and commits new ones. */
public final class Snapshots {
  private final Storage storage;

  public Snapshots(Storage storage) {
    this.storage = storage;
  }

  /** The newest version, or empty if there is no store here. */
  public Optional<Manifest> latest() throws IOException {
    throw new UnsupportedOperationException(storage.location());
  }

  /** One version; an error that lists the existing versions if there is none of that number. */
  public Manifest at(long version) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Publishes FILES as the only content of the version after BASE (0: the store is new).
   *
   * @throws CommitConflictException if another commit took that version
   * @throws CommitStateUnknownException if it cannot be told whether the commit happened
   */
  public Manifest overwrite(
      long base,
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<DataFile> files,
      Map<String, String> properties)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
