/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** The version of a store that a reader wants. */
public sealed interface Pin {
  /** Finds the version; empty if there is no store. */
  Optional<Manifest> resolve(Storage storage) throws IOException;

  /** Finds one of the existing versions. */
  interface Search {
    Manifest in(VersionLog snapshots) throws IOException;
  }

  /** The version that {@code search} finds; empty if there is no store. */
  private static Optional<Manifest> ifThere(Storage storage, Search search) throws IOException {
    VersionLog snapshots = new VersionLog(storage);
    try {
      return Optional.of(search.in(snapshots));
    } catch (IllegalArgumentException e) {
      if (snapshots.versions().isEmpty()) {
        return Optional.empty();
      }
      throw e;
    }
  }

  static Pin newest() {
    return new Newest();
  }

  static Pin version(long number) {
    return new Numbered(number);
  }

  /** Pins the version that was the newest at {@code time}. */
  static Pin asOf(Instant time) {
    return new Timed(time);
  }

  static Pin tag(String name) {
    return new Tagged(name);
  }

  /** The newest version. */
  record Newest() implements Pin {
    @Override
    public Optional<Manifest> resolve(Storage storage) throws IOException {
      return new VersionLog(storage).latest();
    }
  }

  /** The version of this number. */
  record Numbered(long number) implements Pin {
    public Numbered {
      if (number < 1) {
        throw new IllegalArgumentException("version " + number + " is not positive");
      }
    }

    @Override
    public Optional<Manifest> resolve(Storage storage) throws IOException {
      return ifThere(storage, snapshots -> snapshots.at(number));
    }
  }

  /** The version that was the newest at {@code time}. */
  record Timed(Instant time) implements Pin {
    @Override
    public Optional<Manifest> resolve(Storage storage) throws IOException {
      return ifThere(storage, snapshots -> snapshots.asOf(time));
    }
  }

  /** The version that has this tag. */
  record Tagged(String name) implements Pin {
    @Override
    public Optional<Manifest> resolve(Storage storage) throws IOException {
      return ifThere(storage, snapshots -> snapshots.tagged(name));
    }
  }
}
