/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.DataFile;
import io.indexkv.store.storage.StorageEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the files that writers may have left in a directory of a store.
 *
 * @param entries all files and directories below the directory; each directory comes after its
 *     content
 * @param limit milliseconds since 1970; an entry that changed later may belong to a running writer
 */
public record WriterLeftovers(List<StorageEntry> entries, long limit) {
  private static final String RUNS = ".runs-";

  /** Old store files that {@code listed} does not contain. */
  List<StorageEntry> orphans(Set<String> listed) {
    return entries.stream()
        .filter(e -> !e.isDirectory() && DataFile.isName(e.name()))
        .filter(e -> e.modified() <= limit && !listed.contains(e.name()))
        .toList();
  }

  /** Old files with temporary names, and old sorted runs with their directories. */
  List<StorageEntry> temporary() {
    Map<String, Long> changed = lastChanges();
    List<StorageEntry> old = new ArrayList<>();
    for (StorageEntry entry : entries) {
      String runs = runs(entry.name());
      boolean isOld = runs == null ? entry.modified() <= limit : changed.get(runs) <= limit;
      if (isOld && (runs != null || isTemporary(entry))) {
        old.add(entry);
      }
    }
    return old;
  }

  /** For each directory of runs, when the directory or a file in it last changed. */
  private Map<String, Long> lastChanges() {
    Map<String, Long> changed = new HashMap<>();
    for (StorageEntry entry : entries) {
      String runs = runs(entry.name());
      if (runs != null) {
        changed.merge(runs, entry.modified(), Math::max);
      }
    }
    return changed;
  }

  private static boolean isTemporary(StorageEntry entry) {
    String name = entry.simpleName();
    return !entry.isDirectory()
        && name.startsWith(".")
        && (name.endsWith(".tmp") || name.endsWith(".tmp.link"));
  }

  /** The directory of runs that {@code name} is, or is in; null if there is none. */
  private static String runs(String name) {
    if (!name.startsWith(DataFile.DIRECTORY + "/" + RUNS)) {
      return null;
    }
    int end = name.indexOf('/', DataFile.DIRECTORY.length() + 1);
    return end < 0 ? name : name.substring(0, end);
  }
}
