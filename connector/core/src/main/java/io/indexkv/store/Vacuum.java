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
 * Deletes the files of a store that no version lists: those of expired versions, and those that
 * failed or killed writers left. It never deletes a file that a version lists, nor one that IndexKV
 * did not write.
 *
 * @param retention how long to keep a file, by the clock of the storage. The time counts from when
 *     its last version expired: readers of that version can go on for so long. It also counts from
 *     when the file was written: a write may take so long until its commit.
 */
public record Vacuum(Storage storage, Duration retention) {
  public static final Duration DEFAULT_RETENTION = Duration.ofDays(7);

  public Vacuum {
    if (retention.isNegative()) {
      throw new IllegalArgumentException("the retention is negative: " + retention);
    }
  }

  /** Keeps unused files for 7 days. */
  public Vacuum(Storage storage) {
    this(storage, DEFAULT_RETENTION);
  }

  public Vacuum retention(Duration atLeast) {
    return new Vacuum(storage, atLeast);
  }

  /** The files that {@link #run} would delete now, in the order of deletion. */
  public List<StorageEntry> dryRun() throws IOException {
    long limit = System.currentTimeMillis() - retention.toMillis();
    // listed first: what a commit lists after this is not among them, or not yet that old
    List<StorageEntry> data = storage.walk(DataFile.DIRECTORY);
    List<StorageEntry> own = storage.walk(ManifestName.DIRECTORY);
    Set<String> listed = new HashSet<>(listedByVersions());
    List<StorageEntry> expired = new ArrayList<>();
    // read after the manifests: a version that expires in between is found twice, never missed
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
    // deleted last: as long as a file of such a version exists, its copy says which version it was
    delete.addAll(expired);
    return delete;
  }

  /**
   * Deletes the files. The next run continues an interrupted one.
   *
   * @return the deleted files
   * @throws io.indexkv.error.CorruptFileException if a manifest is damaged. Then nothing is
   *     deleted, because the files that it lists are unknown.
   */
  public List<StorageEntry> run() throws IOException {
    List<StorageEntry> deleted = new ArrayList<>();
    List<StorageEntry> copies = null;
    for (StorageEntry entry : dryRun()) {
      if (entry.name().startsWith(ManifestName.EXPIRED + "/")) {
        // looks again: an expiry may have begun meanwhile, and renewed the copy of a version
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

  /** Names of the files that a manifest lists; empty if the manifest is gone. */
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
