/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Which store, and which version of it, from the options of a read or a write. */
public final class ReadOptions {
  private ReadOptions() {}

  /**
   * The store's directory as the user wrote it.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public static String path(CaseInsensitiveStringMap options) {
    String path = options.get(StoreOption.PATH);
    if (options.containsKey(StoreOption.PATHS)) {
      throw new IllegalArgumentException(
          "several paths were given (%s): a store is one directory, load each on its own and union"
                  .formatted(options.get(StoreOption.PATHS))
              + " them");
    }
    if (path == null || path.isBlank()) {
      throw new IllegalArgumentException(
          "no path was given: name the store's directory, for example load(\"/data/airports\")");
    }
    return path;
  }

  /** The version asked for, or empty for the newest. */
  public static OptionalLong version(CaseInsensitiveStringMap options) {
    if (options.containsKey(StoreOption.TIMESTAMP_AS_OF)) {
      throw new IllegalArgumentException(
          "option '%s' is not supported yet: name a version with option '%s'"
              .formatted(StoreOption.TIMESTAMP_AS_OF, StoreOption.VERSION));
    }
    Optional<String> version = Optional.ofNullable(options.get(StoreOption.VERSION));
    Optional<String> asOf = Optional.ofNullable(options.get(StoreOption.VERSION_AS_OF));
    if (version.isPresent() && asOf.isPresent() && !version.equals(asOf)) {
      throw new IllegalArgumentException(
          "options '%s' (%s) and '%s' (%s) contradict each other: give one"
              .formatted(
                  StoreOption.VERSION, version.get(), StoreOption.VERSION_AS_OF, asOf.get()));
    }
    Optional<String> text = version.or(() -> asOf);
    return text.isPresent() ? OptionalLong.of(version(text.get())) : OptionalLong.empty();
  }

  /** A version's number from text. */
  public static long version(String text) {
    try {
      long version = Long.parseLong(text.strip());
      if (version > 0) {
        return version;
      }
    } catch (NumberFormatException e) {
      // falls through to the message below, which says more than this one
    }
    throw new IllegalArgumentException(
        "version '%s' of a store: expected a number from 1".formatted(text));
  }
}
