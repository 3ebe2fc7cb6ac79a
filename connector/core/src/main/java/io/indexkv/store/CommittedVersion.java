/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.store.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A version as the history of a store lists it.
 *
 * @param parent number of the version it was made from, 0 for none
 * @param summary summary of the manifest: operation, entries, files, bytes, …
 * @param tags names of its tags
 */
public record CommittedVersion(
    long version, long parent, Instant time, Map<String, String> summary, List<String> tags) {

  /** Describes the version of a manifest. */
  public static CommittedVersion of(Manifest m, List<Tag> tags) {
    return new CommittedVersion(
        m.version(),
        m.parent(),
        Instant.ofEpochMilli(m.timestamp()),
        m.summary(),
        tags.stream().filter(t -> t.version() == m.version()).map(Tag::name).toList());
  }

  /** What the commit did: overwrite, upsert, compact, alter or rollback. */
  public String operation() {
    return summary.getOrDefault("operation", "unknown");
  }
}
