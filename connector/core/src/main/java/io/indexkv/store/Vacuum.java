/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Deletes the files of a store that no version lists: those of expired versions, and what failed or
 * killed writers left. Never a file that a version lists, and nothing that IndexKV did not write.
 *
 * @param retention how long a file is kept: since its last version was expired, which is how long
 *     readers of that version may go on; and since it was written, which is how long a write may
 *     take until its commit. Ages are by the clock of the storage.
 */
public record Vacuum(Storage storage, Duration retention) {
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  public Vacuum {
    if (retention.isNegative()) {
      throw new IllegalArgumentException("the retention is negative: " + retention);
    }
  }

  /** With a retention of 7 days. */
  public Vacuum(Storage storage) {
    this(storage, DEFAULT_RETENTION);
  }

  public Vacuum retention(Duration atLeast) {
    return new Vacuum(storage, atLeast);
  }

  /** What {@link #run} would delete now, in its order. */
  public List<StorageEntry> dryRun() throws IOException {
    long limit = System.currentTimeMillis() - retention.toMillis();
    // listed first: what a commit lists after this is not among them, or not yet that old
    List<StorageEntry> data = storage.walk(DataFile.DIRECTORY);
    List<StorageEntry> own = storage.walk(ManifestName.DIRECTORY);
    Set<String> listed = new HashSet<>(listedByVersions());
    List<StorageEntry> expired = new ArrayList<>();
    // after the manifests: a version that is expired between is in both, not in none
    for (StorageEntry copy : storage.walk(ManifestName.EXPIRED)) {
      if (!copy.simpleName().startsWith(".")) {
        if (copy.modified() > limit) {
          listed.addAll(listedBy(copy.name()));
        } else {
          expired.add(copy);
        }
      }
    }
    List<StorageEntry> delete = new ArrayList<>(new WriterLeftovers(data, limit).orphans(listed));
    delete.addAll(new WriterLeftovers(data, limit).temporary());
    delete.addAll(new WriterLeftovers(own, limit).temporary());
    // last: as long as a file of theirs is there, they tell whose it was
    delete.addAll(expired);
    return delete;
  }

  /**
   * Deletes them. What it was interrupted in, the next run goes on with.
   *
   * @return what was deleted
   * @throws io.indexkv.error.CorruptFileException if a manifest is damaged: nobody knows what it
   *     lists, so nothing is deleted
   */
  public List<StorageEntry> run() throws IOException {
    List<StorageEntry> deleted = new ArrayList<>();
    List<StorageEntry> copies = null;
    for (StorageEntry entry : dryRun()) {
      if (entry.name().startsWith(ManifestName.EXPIRED + "/")) {
        // they are the last: an expiry may have begun meanwhile, and put a version aside anew
        copies = copies == null ? storage.walk(ManifestName.EXPIRED) : copies;
        if (!copies.contains(entry)) {
          continue;
        }
      }
      if (storage.delete(entry.name())) {
        deleted.add(entry);
      }
    }
    return deleted;
  }

  private Set<String> listedByVersions() throws IOException {
    Set<String> listed = new HashSet<>();
    for (long version : new VersionLog(storage).versions()) {
      listed.addAll(listedBy(ManifestName.of(version)));
    }
    return listed;
  }

  /** The files of a manifest, none if it is gone. */
  private List<String> listedBy(String manifest) throws IOException {
    try {
      byte[] bytes = storage.read(manifest);
      return Manifest.decode(bytes, storage.location() + "/" + manifest).files().stream()
          .map(DataFile::name)
          .toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
