/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.manifest;

import io.indexkv.file.bytes.Excerpt;
import io.indexkv.file.format.StoreFileInfo;
import java.util.regex.Pattern;

/**
 * A store file as a manifest lists it.
 *
 * @param name relative to the store, for example data/….ikv
 * @param info length, checksum, entries and key range of the file; it has at least one entry
 */
public record DataFile(String name, StoreFileInfo info) {
  /** Where store files are, relative to the store. */
  public static final String DIRECTORY = "data";

  /** A name has up to 255 characters, which is the limit of file systems. */
  private static final Pattern NAME =
      Pattern.compile(DIRECTORY + "/[A-Za-z0-9_][A-Za-z0-9._-]{0,250}\\.ikv");

  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public DataFile {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          "store file name '" + Excerpt.of(name) + "' must match " + NAME.pattern());
    }
    if (info.entries() < 1 || info.smallestKey() == null || info.largestKey() == null) {
      throw new IllegalArgumentException(
          "store file '" + name + "' has no entry; leave it out of the manifest");
    }
    if (info.length() < 1) {
      throw new IllegalArgumentException(
          "store file '" + name + "' has a length of " + info.length() + " bytes");
    }
    if (info.inflatedLength() < 1) {
      throw new IllegalArgumentException(
          "store file '"
              + name
              + "' has an inflated length of "
              + info.inflatedLength()
              + " bytes");
    }
  }
}
