/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Forgets old versions of a store. The newest version and those that a tag names are kept, whatever
 * the rules are; so are the files, until {@link Vacuum} deletes them. Immutable: each method
 * returns a changed one.
 *
 * @param keepLast the newest versions that are kept, at least 1
 * @param keepSince versions of this time and later are kept; null for no such rule
 */
public record Expire(Storage storage, int keepLast, Instant keepSince) {
  public Expire {
    if (keepLast < 1) {
      throw new IllegalArgumentException(
          "an expiry keeps at least the newest version, keepLast is " + keepLast);
    }
  }

  /** Of all versions but the newest. */
  public Expire(Storage storage) {
    this(storage, 1, null);
  }

  /**
   * Keeps the newest COUNT versions.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Expire keepLast(int count) {
    return new Expire(storage, count, keepSince);
  }

  /** Keeps versions that are younger. */
  public Expire keepNewerThan(Duration age) {
    return keepSince(Instant.now().minus(age));
  }

  /** Keeps versions of this time and later; null for no such rule. */
  public Expire keepSince(Instant time) {
    return new Expire(storage, keepLast, time);
  }

  /** The versions that {@link #run} would expire. */
  public List<Long> dryRun() throws IOException {
    Snapshots snapshots = new Snapshots(storage);
    List<Long> versions = snapshots.versions();
    int old = Math.max(0, versions.size() - keepLast);
    if (keepSince != null) {
      List<Long> candidates = versions.subList(0, old);
      old = new Timeline(snapshots, candidates).countUntil(keepSince.toEpochMilli() - 1);
    }
    Set<Long> tagged = new Tags(storage).versions();
    return versions.subList(0, old).stream().filter(v -> !tagged.contains(v)).toList();
  }

  /**
   * Expires versions, the oldest first. What it was interrupted in, the next run goes on with.
   *
   * @return the versions that are gone
   */
  public List<Long> run() throws IOException {
    List<Long> expired = new ArrayList<>();
    for (long version : dryRun()) {
      if (expire(version)) {
        expired.add(version);
      }
    }
    // a tag that came after the look at the tags, and before its version went, has it back
    Set<Long> tagged = expired.isEmpty() ? Set.of() : new Tags(storage).versions();
    for (long version : expired) {
      if (tagged.contains(version)) {
        byte[] manifest = storage.read(ManifestName.expired(version));
        storage.createIfAbsent(ManifestName.of(version), manifest);
        storage.delete(ManifestName.expired(version));
      }
    }
    expired.removeAll(tagged);
    return expired;
  }

  /** Puts the manifest aside, as of now, so that a vacuum knows since when nobody may pin it. */
  private boolean expire(long version) throws IOException {
    String copy = ManifestName.expired(version);
    byte[] manifest;
    try {
      manifest = storage.read(ManifestName.of(version));
    } catch (NoSuchFileException e) {
      return false; // by somebody else
    }
    // a copy of other content is that of the version; a writer that slept has taken its name again
    if (!storage.createIfAbsent(copy, manifest) && Arrays.equals(manifest, storage.read(copy))) {
      // of a run that was interrupted here, maybe long ago
      storage.delete(copy);
      storage.createIfAbsent(copy, manifest);
    }
    return storage.delete(ManifestName.of(version));
  }
}
