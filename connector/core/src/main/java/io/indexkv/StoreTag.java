/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.store.Tag;
import java.time.Instant;
import java.util.Objects;

/**
 * A name for a version. Expiry keeps a tagged version.
 *
 * @param name 1 to 128 letters, digits, dots, hyphens and underscores; the first is neither a dot
 *     nor a hyphen
 * @param version number of the version
 * @param time when the tag was made, to the millisecond, by the clock of the process that made it
 */
public record StoreTag(String name, long version, Instant time) {
  public StoreTag {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(time, "time");
  }

  static StoreTag of(Tag tag) {
    return new StoreTag(tag.name(), tag.version(), Instant.ofEpochMilli(tag.timestamp()));
  }
}
