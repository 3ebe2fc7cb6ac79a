/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store;

import io.indexkv.file.BlockCache;
import java.nio.file.Path;

/**
 * How the compressed files of a snapshot are read. Files without compression are mapped where they
 * are in every mode.
 *
 * @param cacheBytes memory outside of the heap for decompressed data, 0 for none
 * @param inflateInto the directory for inflated copies, or null
 */
public record ReadMode(long cacheBytes, Path inflateInto) {
  /** Memory of the block cache unless told otherwise. */
  public static final long DEFAULT_CACHE_BYTES = 64L << 20;

  /** Compressed files are refused. */
  public static ReadMode mapped() {
    return new ReadMode(0, null);
  }

  /** Compressed files are read through a cache of this many bytes, one for the snapshot. */
  public static ReadMode cached(long bytes) {
    if (bytes < BlockCache.LEAST_BYTES) {
      throw new IllegalArgumentException(
          "a block cache needs at least " + BlockCache.LEAST_BYTES + " bytes, got " + bytes);
    }
    return new ReadMode(bytes, null);
  }

  /**
   * Compressed files are inflated when the snapshot is opened, into files in DIRECTORY that are
   * gone when it is closed.
   */
  public static ReadMode inflated(Path directory) {
    return new ReadMode(0, directory.toAbsolutePath().normalize());
  }
}
