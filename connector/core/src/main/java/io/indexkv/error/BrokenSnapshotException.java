/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.error;

import io.indexkv.file.bytes.Excerpt;
import java.io.IOException;

/**
 * A store file is missing, or is not the one that the manifest lists. The message names the file,
 * what was expected, and what was found.
 */
public final class BrokenSnapshotException extends IOException {
  public BrokenSnapshotException(String message) {
    super(Excerpt.message(message));
  }

  /**
   * Makes an exception whose message says what was expected and found.
   *
   * @param location location of the store
   * @param file name of the file, relative to the store
   * @param expected what the manifest says about the file, for example "10 bytes"
   * @param found what is there instead
   */
  public static BrokenSnapshotException of(
      String location, String file, String expected, String found) {
    return new BrokenSnapshotException(
        "store file "
            + location
            + "/"
            + file
            + ": the manifest says "
            + expected
            + ", found "
            + found
            + "; restore the file or use another version of the store");
  }
}
