/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.FileIdentity;
import io.indexkv.file.format.ValueCheck;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been verified of a file. Readers of one file share it, also one after the other: a store
 * that each query opens is verified once in a JVM. Thread-safe.
 */
final class FileChecks {
  /**
   * Files remembered, those used last: a bit for each block, 2 KiB for a GiB in blocks of 64 KiB.
   */
  private static final int MAX = 1000;

  private static final Map<FileIdentity, FileChecks> KNOWN =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<FileIdentity, FileChecks> eldest) {
          return size() > MAX;
        }
      };

  private VerifiedUnits blocks;
  private VerifiedUnits pages;

  /** What was found beyond the checksums, by what the values were expected to be. */
  private final Map<ValueCheck, CheckedValues> values = new HashMap<>();

  /** Those of the file, or new ones if it cannot be told from others. */
  static FileChecks of(Optional<FileIdentity> file) {
    if (file.isEmpty()) {
      return new FileChecks();
    }
    synchronized (KNOWN) {
      return KNOWN.computeIfAbsent(file.get(), f -> new FileChecks());
    }
  }

  /**
   * @param units of the file's data
   */
  synchronized VerifiedUnits blocks(long units) {
    blocks = blocks == null ? new VerifiedUnits(units) : blocks;
    return blocks;
  }

  /**
   * @param units of the file's hash index
   */
  synchronized VerifiedUnits pages(long units) {
    pages = pages == null ? new VerifiedUnits(units) : pages;
    return pages;
  }

  /**
   * What was verified by readers with this check, which a reader without it, or with another one,
   * has not.
   *
   * @param blocks units of the file's data
   * @param pages units of its hash index
   */
  synchronized CheckedValues values(ValueCheck check, long blocks, long pages) {
    return values.computeIfAbsent(
        check, c -> new CheckedValues(new VerifiedUnits(blocks), new VerifiedUnits(pages)));
  }
}
