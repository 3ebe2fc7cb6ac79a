/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.CorruptFileException;
import io.indexkv.error.Required;
import java.util.List;
import java.util.Objects;

/**
 * The result of a complete check of a version.
 *
 * @param version number of the version
 * @param files number of store files that were checked, including damaged ones
 * @param bytes length of these files together
 * @param entries number of entries in the undamaged files, including deleted keys
 * @param damaged files that are missing, damaged, or not the ones that the version lists
 */
public record VerifyReport(
    long version, int files, long bytes, long entries, List<DamagedFile> damaged) {
  /**
   * A file that failed the check.
   *
   * @param name relative to the store's directory
   * @param problem what was expected, what was found, where, and what to do
   */
  public record DamagedFile(String name, String problem) {
    public DamagedFile {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(problem, "problem");
    }
  }

  public VerifyReport {
    Required.elements(damaged, "damaged");
    damaged = List.copyOf(damaged);
  }

  /** Whether no file is damaged. */
  public boolean isSound() {
    return damaged.isEmpty();
  }

  /**
   * Throws an exception if a file is damaged.
   *
   * @throws CorruptFileException if a file is damaged; the message has the number of damaged files,
   *     and describes the first
   */
  public void requireSound() {
    if (!isSound()) {
      throw new CorruptFileException(
          "%d of %d store files of version %d are damaged, the first: %s"
              .formatted(damaged.size(), files, version, damaged.get(0).problem()));
    }
  }
}
