/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.IOException;
import java.io.InputStream;

/** Reads manifests and tags: small files that are read as a whole. It limits their length. */
public final class WholeFile {
  /** Limit of a file in bytes: a manifest of about a million store files. */
  static final int MAX_BYTES = 256 << 20;

  /** The decoded manifest takes about ten times its bytes on the heap. */
  private static final int HEAP_SHARE = 16;

  private WholeFile() {}

  /** Maximum length in bytes: 256 MiB, but no more than a sixteenth of the maximum heap. */
  static int maxBytes() {
    return (int) Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * Reads a whole file.
   *
   * @param location where it is, for messages
   * @throws IOException if the file cannot be read, or is longer than 256 MiB or a sixteenth of the
   *     maximum heap. It reads little beyond that limit.
   */
  public static byte[] read(InputStream in, String location) throws IOException {
    return read(in, location, maxBytes());
  }

  static byte[] read(InputStream in, String location, int max) throws IOException {
    byte[] bytes = in.readNBytes(max + 1);
    if (bytes.length > max) {
      throw new IOException(
          "%s has more than %,d bytes, the limit for a manifest or a tag: 256 MiB, or a sixteenth"
                  .formatted(location, max)
              + " of the heap if that is less. If the file is intact, give the process more heap"
              + " (-Xmx), and write the store in fewer, larger files. If it is damaged, restore it"
              + " from a copy of the store");
    }
    return bytes;
  }

  /**
   * Fails before a writer writes a file that no reader could read.
   *
   * @throws IllegalStateException if it has more than 256 MiB
   */
  public static void checkWritten(long bytes, String location) {
    if (bytes > MAX_BYTES) {
      throw new IllegalStateException(
          "%s would have %,d bytes, and a manifest has at most %,d: write the store in fewer, larger"
                  .formatted(location, bytes, MAX_BYTES)
              + " files, or compact it");
    }
  }
}
