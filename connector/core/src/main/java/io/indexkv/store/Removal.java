/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.manifest.ManifestName;
import io.indexkv.store.storage.Storage;
import io.indexkv.store.storage.StorageEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Deletes a whole store with all its versions. It leaves every file that IndexKV did not write, and
 * the directories that hold such files.
 */
public record Removal(Storage storage) {

  /**
   * Deletes the files. The versions go first, the newest last: so readers see the newest version or
   * no store. A second call continues an interrupted one.
   *
   * @return the number of deleted files
   */
  public int run() throws IOException {
    List<String> files = new ArrayList<>();
    new VersionLog(storage).versions().forEach(version -> files.add(ManifestName.of(version)));
    List<StorageEntry> own = storage.walk(ManifestName.DIRECTORY);
    List<StorageEntry> data = storage.walk(DataFile.DIRECTORY);
    own.stream()
        .filter(e -> !e.isDirectory() && !files.contains(e.name()))
        .forEach(e -> files.add(e.name()));
    data.stream()
        .filter(e -> !e.isDirectory() && DataFile.isName(e.name()))
        .forEach(e -> files.add(e.name()));
    new WriterLeftovers(data, Long.MAX_VALUE)
        .temporary().stream().filter(e -> !e.isDirectory()).forEach(e -> files.add(e.name()));
    int deleted = 0;
    for (String file : files) {
      deleted += storage.delete(file) ? 1 : 0;
    }
    deleteEmpty(ManifestName.DIRECTORY);
    deleteEmpty(DataFile.DIRECTORY);
    return deleted;
  }

  private void deleteEmpty(String directory) throws IOException {
    List<StorageEntry> left = storage.walk(directory);
    if (left.stream().allMatch(StorageEntry::isDirectory)) {
      // the deepest first, whatever the order of the listing
      List<StorageEntry> deepest = new ArrayList<>(left);
      deepest.sort(Comparator.comparing((StorageEntry e) -> e.name().length()).reversed());
      for (StorageEntry inner : deepest) {
        storage.delete(inner.name());
      }
      storage.delete(directory);
    }
  }
}
