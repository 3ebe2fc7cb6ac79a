/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The versions of a store: reads manifests and commits new ones. Thread-safe. */
public final class Snapshots {
  private final Storage storage;

  public Snapshots(Storage storage) {
    this.storage = storage;
  }

  /** The newest version, or empty if there is no store here. */
  public Optional<Manifest> latest() throws IOException {
    long newest = newest();
    return newest == 0 ? Optional.empty() : Optional.of(at(newest));
  }

  /** One version; an error that lists the existing versions if there is none of that number. */
  public Manifest at(long version) throws IOException {
    if (version < 1) {
      throw new IllegalArgumentException("version " + version + " is not positive");
    }
    try {
      return read(version);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException(
          "there is no version "
              + version
              + " of the store "
              + storage.location()
              + ", there are "
              + VersionRanges.text(versions()),
          e);
    }
  }

  /**
   * All versions there are, ascending.
   *
   * @throws IOException also if a file in the directory of the manifests is named almost like one
   */
  public List<Long> versions() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (String name : storage.list(ManifestName.DIRECTORY)) {
      version(name).ifPresent(versions::add);
    }
    versions.sort(null);
    return versions;
  }

  /**
   * Publishes FILES, in any order, as the only content of the version after BASE (0: the store is
   * new). Any exception but {@link CommitStateUnknownException} means that nothing was published
   * and nothing will be, so that FILES may be deleted; after an {@link Error} that is not known
   * either.
   *
   * @throws CommitConflictException if another commit took that version
   * @throws CommitStateUnknownException if it cannot be told whether the commit happened
   * @throws BrokenSnapshotException if a file is missing or has another length
   * @throws IllegalArgumentException if key ranges overlap or the parts do not fit together
   */
  public Manifest overwrite(
      long base,
      String schema,
      List<String> keyColumns,
      List<String> keyTypes,
      List<DataFile> files,
      Map<String, String> properties)
      throws IOException {
    NextVersion next = new NextVersion(parent(base));
    Manifest manifest = next.overwrite(schema, keyColumns, keyTypes, files, properties);
    for (DataFile file : files) {
      StoredFile.checkLength(storage, file);
    }
    new Commit(storage).publish(manifest);
    return manifest;
  }

  /** The manifest of BASE, which must be the newest; empty for 0. */
  private Optional<Manifest> parent(long base) throws IOException {
    long newest = newest();
    if (newest > base) {
      throw Commit.conflict(storage, base + 1, newest);
    }
    if (newest < base) {
      throw new IllegalArgumentException(
          "cannot commit on version "
              + base
              + " of the store "
              + storage.location()
              + ", its newest is "
              + newest);
    }
    return base == 0 ? Optional.empty() : Optional.of(at(base));
  }

  /** The newest version, 0 if there is none. */
  private long newest() throws IOException {
    List<Long> versions = versions();
    long newest = versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
    // a listing may have been taken before the latest commits
    while (storage.length(ManifestName.of(newest + 1)) >= 0) {
      newest++;
    }
    return newest;
  }

  private OptionalLong version(String name) throws IOException {
    try {
      return ManifestName.version(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "store " + storage.location() + ": " + e.getMessage() + "; rename it or remove it", e);
    }
  }

  private Manifest read(long version) throws IOException {
    String name = ManifestName.of(version);
    Manifest manifest = Manifest.decode(storage.read(name), storage.location() + "/" + name);
    if (manifest.version() != version) {
      throw new BrokenSnapshotException(
          "manifest "
              + storage.location()
              + "/"
              + name
              + " says that it is version "
              + manifest.version()
              + ", expected "
              + version
              + " as in its name; restore it from a copy of the store");
    }
    return manifest;
  }
}
