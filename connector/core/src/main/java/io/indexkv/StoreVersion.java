/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.error.Required;
import io.indexkv.store.CommittedVersion;
import io.indexkv.store.manifest.Manifest;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A committed version of a store, as its history lists it.
 *
 * @param number 1 for the first version; each commit adds 1
 * @param parent number of the version that this one was made from, 0 for none
 * @param time when it was committed, to the millisecond, by the clock of the committing process
 * @param operation what the commit did: overwrite, upsert, compact or rollback
 * @param summary facts about the commit as text, such as entries, files and bytes
 * @param tags names of the tags on this version, in alphabetical order
 */
public record StoreVersion(
    long number,
    long parent,
    Instant time,
    String operation,
    Map<String, String> summary,
    List<String> tags) {
  public StoreVersion {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(summary, "summary");
    Required.elements(tags, "tags");
    summary = Collections.unmodifiableMap(new TreeMap<>(summary));
    tags = List.copyOf(tags);
  }

  static StoreVersion of(CommittedVersion committed) {
    return new StoreVersion(
        committed.version(),
        committed.parent(),
        committed.time(),
        committed.operation(),
        committed.summary(),
        committed.tags());
  }

  /** Describes a version that was committed just now, so that it has no tag. */
  static StoreVersion of(Manifest manifest) {
    return of(CommittedVersion.of(manifest, List.of()));
  }
}
