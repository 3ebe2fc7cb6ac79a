/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.Required;
import io.indexkv.store.storage.StorageEntry;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The files that a vacuum deleted, or would delete.
 *
 * @param files in the order of their deletion; an empty directory counts as a file of 0 bytes
 */
public record VacuumReport(List<UnusedFile> files) {
  /**
   * A file that no version lists.
   *
   * @param name relative to the store's directory
   * @param bytes length of the file
   * @param modified when it was last changed, by the clock of the storage
   */
  public record UnusedFile(String name, long bytes, Instant modified) {
    public UnusedFile {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(modified, "modified");
    }
  }

  public VacuumReport {
    Required.elements(files, "files");
    files = List.copyOf(files);
  }

  static VacuumReport of(List<StorageEntry> entries) {
    return new VacuumReport(
        entries.stream()
            .map(e -> new UnusedFile(e.name(), e.length(), Instant.ofEpochMilli(e.modified())))
            .toList());
  }

  /** Length in bytes of all files together. */
  public long bytes() {
    return files.stream().mapToLong(UnusedFile::bytes).sum();
  }
}
