/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.metadata;

import io.indexkv.store.CommittedVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The versions from which the newest descends. A rollback descends from the version that it went
 * back to, and not from those that it undid.
 */
final class Ancestors {
  private Ancestors() {}

  /** Numbers of the newest version and of its ancestors, as far as they have not expired. */
  static Set<Long> ofNewest(List<CommittedVersion> ascending) {
    Map<Long, CommittedVersion> byNumber = new HashMap<>();
    ascending.forEach(version -> byNumber.put(version.version(), version));
    Set<Long> ancestors = new HashSet<>();
    CommittedVersion next = ascending.isEmpty() ? null : ascending.get(ascending.size() - 1);
    // a summary is free text, and must not lead in a circle
    while (next != null && ancestors.add(next.version())) {
      next = byNumber.get(before(next));
    }
    return ancestors;
  }

  private static long before(CommittedVersion version) {
    if (version.operation().equals("rollback")) {
      try {
        return Long.parseLong(version.summary().getOrDefault("to", ""));
      } catch (NumberFormatException e) {
        return version.parent(); // another writer's rollback, which does not say where to
      }
    }
    return version.parent();
  }
}
