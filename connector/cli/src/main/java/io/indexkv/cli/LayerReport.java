/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.store.KeyColumns;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A layer of a version.
 *
 * @param since the oldest version found that has it
 * @param exact whether that version made the layer; false if an older one may have
 * @param files its files of both kinds
 */
record LayerReport(long since, boolean exact, List<FileReport> files) {
  long bytes() {
    return files.stream().mapToLong(FileReport::bytes).sum();
  }

  long entries() {
    return entries(file -> !file.deletes());
  }

  long deletes() {
    return entries(FileReport::deletes);
  }

  private long entries(Predicate<FileReport> which) {
    return files.stream().filter(which).mapToLong(FileReport::entries).sum();
  }

  byte[] smallestKey() {
    return files.stream()
        .map(file -> file.file().info().smallestKey())
        .min(Arrays::compareUnsigned)
        .orElseThrow();
  }

  byte[] largestKey() {
    return files.stream()
        .map(file -> file.file().info().largestKey())
        .max(Arrays::compareUnsigned)
        .orElseThrow();
  }

  /** The range of keys for people. */
  String keys(KeyColumns columns) {
    KeyShown shown = new KeyShown(columns, false);
    return shown.text(smallestKey()) + " .. " + shown.text(largestKey());
  }
}
