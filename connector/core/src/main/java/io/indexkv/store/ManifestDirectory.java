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
import java.util.OptionalLong;

/** Finds the manifests that there are. */
record ManifestDirectory(Storage storage) {
  /** Listings of versions that may be torn by an expiry under way before it is an error. */
  private static final int LOOKS = 10;

  /** All versions, ascending; an error if a file is named almost like a manifest. */
  List<Long> all() throws IOException {
    List<Long> versions = new ArrayList<>();
    for (String name : storage.list(ManifestName.DIRECTORY)) {
      version(name).ifPresent(versions::add);
    }
    versions.sort(null);
    return versions;
  }

  /** The newest version, 0 if there is none. */
  long newest() throws IOException {
    long newest = 0;
    for (int look = 0; look < LOOKS; look++) {
      List<Long> versions = all();
      newest = versions.isEmpty() ? 0 : versions.get(versions.size() - 1);
      // a listing may have been taken before the latest commits
      while (storage.length(ManifestName.of(newest + 1)) >= 0) {
        newest++;
      }
      // or while versions were expired: then it may have missed those, and the ones behind them
      if (storage.length(ManifestName.expired(newest + 1)) < 0) {
        return newest;
      }
    }
    throw new IOException(
        "version "
            + (newest + 1)
            + " of the store "
            + storage.location()
            + " was expired, so there must be a newer one, and there is none; restore the directory "
            + ManifestName.DIRECTORY
            + " from a copy of the store");
  }

  /** The error of asking for a version that is not there; lists those that are. */
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
   * The manifest of a version.
   *
   * @throws NoSuchFileException if there is none
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
