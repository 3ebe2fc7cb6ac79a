/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.error.BrokenSnapshotException;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.ListedFileCheck;
import io.indexkv.store.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Forgets old versions of a store. The newest version and those that a tag names are kept, whatever
 * the rules are; so are the files, until {@link Vacuum} deletes them. Immutable: each method
 * returns a changed one.
 *
 * @param keepLast the newest versions that are kept, at least 1
 * @param keepSince versions of this time and later are kept; null for no such rule
 */
public record Expire(Storage storage, int keepLast, Instant keepSince) {
  private static final System.Logger LOG = System.getLogger(Expire.class.getName());

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
    return old(new Tags(storage).versions());
  }

  private List<Long> old(Set<Long> tagged) throws IOException {
    VersionLog snapshots = new VersionLog(storage);
    List<Long> versions = snapshots.versions();
    int old = Math.max(0, versions.size() - keepLast);
    if (keepSince != null) {
      List<Long> candidates = versions.subList(0, old);
      old = new CommitTimes(snapshots, candidates).countUntil(keepSince.toEpochMilli() - 1);
    }
    return versions.subList(0, old).stream().filter(v -> !tagged.contains(v)).toList();
  }

  /**
   * Expires versions, the oldest first. What it was interrupted in, the next run goes on with.
   *
   * @return the versions that are gone
   */
  public List<Long> run() throws IOException {
    Set<Long> tagged = new Tags(storage).versions();
    // a run that was interrupted may have left some
    restore(tagged);
    List<Long> expired = new ArrayList<>();
    try {
      for (long version : old(tagged)) {
        if (expire(version)) {
          expired.add(version);
        }
      }
    } catch (IOException | RuntimeException e) {
      try {
        restore(new Tags(storage).versions());
      } catch (IOException | RuntimeException again) {
        e.addSuppressed(again);
      }
      throw e;
    }
    // a tag that came after the look at the tags, and before its version went, has it back
    Set<Long> taggedSince = expired.isEmpty() ? Set.of() : new Tags(storage).versions();
    restore(taggedSince);
    expired.removeAll(taggedSince);
    return expired;
  }

  /** Brings versions back of which only the copy is there, if their files are there, too. */
  private void restore(Set<Long> tagged) throws IOException {
    Set<Long> gone = new TreeSet<>(tagged);
    if (!gone.isEmpty()) {
      new VersionLog(storage).versions().forEach(gone::remove);
    }
    for (long version : gone) {
      String copy = ManifestName.expired(version);
      try {
        byte[] bytes = storage.read(copy);
        Manifest manifest = Manifest.decode(bytes, storage.location() + "/" + copy);
        ListedFileCheck.checkLengths(storage, manifest.files());
        storage.createIfAbsent(ManifestName.of(version), bytes);
        storage.delete(copy);
      } catch (NoSuchFileException | BrokenSnapshotException e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "version {0} of the store {1} has a tag, and is gone: {2}",
            Long.toString(version),
            storage.location(),
            e);
      }
    }
  }

  /** Puts the manifest aside, as of now, so that a vacuum knows since when nobody may pin it. */
  private boolean expire(long version) throws IOException {
    byte[] manifest;
    try {
      manifest = storage.read(ManifestName.of(version));
    } catch (NoSuchFileException e) {
      return false; // by somebody else
    }
    putAside(ManifestName.expired(version), manifest);
    return storage.delete(ManifestName.of(version));
  }

  private void putAside(String copy, byte[] manifest) throws IOException {
    // a copy of other content is that of the version; a writer that slept has taken its name again
    if (!storage.createIfAbsent(copy, manifest) && isThere(copy, manifest)) {
      // of a run that was interrupted here, maybe long ago
      storage.delete(copy);
      storage.createIfAbsent(copy, manifest);
    }
  }

  /** Whether a copy has this content; or had, until a vacuum deleted it just now. */
  private boolean isThere(String copy, byte[] manifest) throws IOException {
    try {
      return Arrays.equals(manifest, storage.read(copy));
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
