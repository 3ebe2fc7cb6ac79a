/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.bytes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Refuses files that are not regular: reading a pipe or a device may wait or go on for ever. */
public final class RegularFile {
  private RegularFile() {}

  /**
   * The length of a file.
   *
   * @throws java.nio.file.NoSuchFileException if it is missing
   * @throws IOException if it is a directory, a pipe, a device or a socket, or a link to one
   */
  public static long require(Path path) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new IOException(
          "expected a file at %s, found %s; remove it, or restore the file from a copy"
              .formatted(
                  path,
                  attributes.isDirectory() ? "a directory" : "something else: a pipe or a device"));
    }
    return attributes.size();
  }
}
