/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Finds the manifests of a store. */
record ManifestDirectory(Storage storage) {
  /**
   * Maximum number of listings before {@link #newest} fails. A concurrent expiry can make a listing
   * incomplete.
   */
  private static final int LOOKS = 10;

  /**
   * Numbers of all versions, ascending.
   *
   * @throws IOException if the name of a file resembles a manifest's, but is none
   */
  List<Long> all() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (String name : storage.list(ManifestName.DIRECTORY)) {
      version(name).ifPresent(versions::add);
    }
    versions.sort(null);
    return versions;
  }

  /** The newest version, or empty if there is no store. */
  Optional<Manifest> latest() throws IOException {
    while (true) {
      long newest = newest();
      if (newest == 0) {
        return Optional.empty();
      }
      try {
        return Optional.of(read(newest));
      } catch (NoSuchFileException e) {
        // it has expired meanwhile; as the newest version never expires, a newer one must exist
        if (newest() == newest) {
          throw e;
        }
      }
    }
  }

  /**
   * Reads the version of this number.
   *
   * @throws IllegalArgumentException if it does not exist; the message lists the existing versions
   */
  Manifest at(long version) throws IOException {
    if (version < 1) {
      throw new IllegalArgumentException("version " + version + " is not positive");
    }
    try {
      return read(version);
    } catch (NoSuchFileException e) {
      throw missing(version);
    }
  }

  /** The number of the newest version, 0 if there is none. */
  long newest() throws IOException {
    long newest = 0;
    for (int look = 0; look < LOOKS; look++) {
      List<Long> versions = all();
      newest = versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
      // the listing may be older than the latest commits
      while (storage.length(ManifestName.of(newest + 1)) >= 0) {
        newest++;
      }
      // an expiry during the listing may have hidden its versions, and those after them
      if (storage.length(ManifestName.expired(newest + 1)) < 0) {
        return newest;
      }
    }
    throw new IOException(
        "version "
            + (newest + 1)
            + " of the store "
            + storage.location()
            + " has expired, so a newer version must exist, but there is none; restore the directory "
            + ManifestName.DIRECTORY
            + " from a copy of the store");
  }

  /** The exception for a version that does not exist. Its message lists the existing versions. */
  IllegalArgumentException missing(long version) throws IOException {
    return new IllegalArgumentException(
        "there is no version "
            + version
            + " of the store "
            + storage.location()
            + ", there are "
            + VersionRanges.text(all()));
  }

  private OptionalLong version(String name) throws IOException {
    try {
      return ManifestName.version(name);
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "store " + storage.location() + ": " + e.getMessage() + "; rename it or remove it", e);
    }
  }

  /**
   * Reads the manifest of a version.
   *
   * @throws NoSuchFileException if the version does not exist
   */
  Manifest read(long version) throws IOException {
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
