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
 * Forgets old versions of a store. It always keeps the newest version and the tagged ones. The
 * files of forgotten versions stay until {@link Vacuum} deletes them. Immutable: each method
 * returns a changed one.
 *
 * @param keepLast number of newest versions to keep, at least 1
 * @param keepSince keeps versions that were committed at this time or later; null for no such rule
 */
public record Expire(Storage storage, int keepLast, Instant keepSince) {
  private static final System.Logger LOG = System.getLogger(Expire.class.getName());

  public Expire {
    if (keepLast < 1) {
      throw new IllegalArgumentException(
          "an expiry keeps at least the newest version, keepLast is " + keepLast);
    }
  }

  /** Expires all versions but the newest and the tagged ones. */
  public Expire(Storage storage) {
    this(storage, 1, null);
  }

  /**
   * Keeps the newest {@code count} versions.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public Expire keepLast(int count) {
    return new Expire(storage, count, keepSince);
  }

  /** Keeps the versions that were committed within {@code age} before now. */
  public Expire keepNewerThan(Duration age) {
    return keepSince(Instant.now().minus(age));
  }

  /** Keeps the versions that were committed at {@code time} or later; null for no such rule. */
  public Expire keepSince(Instant time) {
    return new Expire(storage, keepLast, time);
  }

  /** The versions that {@link #run} would expire, ascending. */
  public List<Long> dryRun() throws IOException {
    return old(new Tags(storage).versions());
  }

  private List<Long> old(Set<Long> tagged) throws IOException {
    VersionLog snapshots = new VersionLog(storage);
    List<Long> versions = snapshots.versions();
    int old = Math.max(0, versions.size() - keepLast);
    if (keepSince != null) {
      List<Long> candidates = versions.subList(0, old);
      old =
          new CommitTimes(new ManifestDirectory(storage), candidates)
              .countUntil(keepSince.toEpochMilli() - 1);
    }
    return versions.subList(0, old).stream().filter(v -> !tagged.contains(v)).toList();
  }

  /**
   * Expires versions, the oldest first. The next run continues an interrupted one.
   *
   * @return the expired versions, ascending
   */
  public List<Long> run() throws IOException {
    Set<Long> tagged = new Tags(storage).versions();
    // an interrupted run may have left tagged versions that exist only as a copy
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
    // restores a version that was tagged after this run read the tags and before it expired the
    // version
    Set<Long> taggedSince = expired.isEmpty() ? Set.of() : new Tags(storage).versions();
    restore(taggedSince);
    expired.removeAll(taggedSince);
    return expired;
  }

  /**
   * Restores tagged versions whose manifest survives only as a copy, provided their files still
   * exist.
   */
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
            "version {0} of the store {1} has a tag, but cannot be restored: {2}",
            Long.toString(version),
            storage.location(),
            e);
      }
    }
  }

  /**
   * Moves the manifest to the copies. The time of the copy tells a vacuum since when no reader can
   * pin the version.
   */
  private boolean expire(long version) throws IOException {
    byte[] manifest;
    try {
      manifest = storage.read(ManifestName.of(version));
    } catch (NoSuchFileException e) {
      return false; // another run expired it
    }
    putAside(ManifestName.expired(version), manifest);
    return storage.delete(ManifestName.of(version));
  }

  private void putAside(String copy, byte[] manifest) throws IOException {
    // a copy with other content belongs to the real version; a delayed writer has taken its name
    // again
    if (!storage.createIfAbsent(copy, manifest) && isThere(copy, manifest)) {
      // the copy is from a run that was interrupted here, maybe long ago: renew its time
      storage.delete(copy);
      storage.createIfAbsent(copy, manifest);
    }
  }

  /** Whether the copy has this content, or had it until a vacuum deleted it just now. */
  private boolean isThere(String copy, byte[] manifest) throws IOException {
    try {
      return Arrays.equals(manifest, storage.read(copy));
    } catch (NoSuchFileException e) {
      return true;
    }
  }
}
