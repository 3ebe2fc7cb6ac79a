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
 * What writers may have left in a directory of a store.
 *
 * @param entries all that is in the directory, a directory behind what is in it
 * @param limit what was changed later, in milliseconds since 1970, may belong to a writer that is
 *     at work
 */
public record WriterLeftovers(List<StorageEntry> entries, long limit) {
  private static final String RUNS = ".runs-";

  /** Store files that are old, and not among those that are LISTED. */
  List<StorageEntry> orphans(Set<String> listed) {
    return entries.stream()
        .filter(e -> !e.isDirectory() && DataFile.isName(e.name()))
        .filter(e -> e.modified() <= limit && !listed.contains(e.name()))
        .toList();
  }

  /** Files under temporary names, and sorted runs with their directories, that are old. */
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

  /** Of each directory of runs the time when it or a file in it was changed last. */
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

  /** The directory of runs that NAME is or is in, or null. */
  private static String runs(String name) {
    if (!name.startsWith(DataFile.DIRECTORY + "/" + RUNS)) {
      return null;
    }
    int end = name.indexOf('/', DataFile.DIRECTORY.length() + 1);
    return end < 0 ? name : name.substring(0, end);
  }
}
