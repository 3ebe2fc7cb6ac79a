/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.storage;

import java.io.IOException;
import java.io.InputStream;

/** Manifests and tags: small files that are read whole, as long as they are small. */
public final class WholeFile {
  /** About a million store files. */
  static final int MAX_BYTES = 256 << 20;

  /** What is made of a manifest takes about ten times its bytes. */
  private static final int HEAP_SHARE = 16;

  private WholeFile() {}

  /** Bytes of the longest file that is read here: 256 MiB, and a sixteenth of the heap. */
  static int maxBytes() {
    return (int) Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / HEAP_SHARE);
  }

  /**
   * Reads a whole file.
   *
   * @param location where it is, for messages
   * @throws IOException also if it is longer than 256 MiB or a sixteenth of the heap; not much more
   *     is read of it then
   */
  public static byte[] read(InputStream in, String location) throws IOException {
    return read(in, location, maxBytes());
  }

  static byte[] read(InputStream in, String location, int most) throws IOException {
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      throw new IOException(
          "%s has more than %,d bytes, the limit for a manifest or a tag: 256 MiB, and a sixteenth"
                  .formatted(location, most)
              + " of the heap. If it is whole, give the process more heap (-Xmx), and write the"
              + " store in fewer, larger files; if not, restore it from a copy of the store");
    }
    return bytes;
  }

  /**
   * Refuses to write what nobody could read.
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
