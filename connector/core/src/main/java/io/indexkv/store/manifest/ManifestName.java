/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Names of manifests, relative to the store. */
public final class ManifestName {
  public static final String DIRECTORY = "_indexkv";

  /**
   * The directory that keeps the manifests of expired versions until a vacuum may delete their
   * files.
   */
  public static final String EXPIRED = DIRECTORY + "/expired";

  private static final int DIGITS = 20;
  private static final Pattern LIKE = Pattern.compile(DIRECTORY + "/v([0-9]+)\\.json");

  private ManifestName() {}

  public static String of(long version) {
    return in(DIRECTORY, version);
  }

  /** The name of the copy that an expiry leaves of a version's manifest. */
  public static String expired(long version) {
    return in(EXPIRED, version);
  }

  private static String in(String directory, long version) {
    return String.format("%s/v%0" + DIGITS + "d.json", directory, version);
  }

  /**
   * The version in a manifest's name; empty for any other file.
   *
   * @throws IllegalArgumentException if the name resembles a manifest's, but is none
   */
  public static OptionalLong version(String name) {
    var like = LIKE.matcher(name);
    if (!like.matches()) {
      return OptionalLong.empty();
    }
    String digits = like.group(1);
    try {
      long version = Long.parseLong(digits);
      if (digits.length() == DIGITS && version > 0 && version <= ManifestRules.MAX_VERSION) {
        return OptionalLong.of(version);
      }
    } catch (NumberFormatException e) {
      // the number is 2^63 or more: reported below
    }
    throw new IllegalArgumentException(
        "'"
            + name
            + "' is not the name of a manifest: expected v, then the version in "
            + DIGITS
            + " digits, then .json");
  }
}
