/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.store.ReadMode;
import java.nio.file.Path;

/**
 * How a store is opened. Immutable: each method returns changed options.
 *
 * @param version which version, 0 for the newest
 * @param mode how compressed files are read
 */
public record OpenOptions(long version, ReadMode mode) {
  /** The newest version; compressed files through a cache of 64 MiB. */
  public static OpenOptions defaults() {
    return new OpenOptions(0, ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES));
  }

  /** A version that there is, 1 or larger. */
  public OpenOptions atVersion(long version) {
    if (version < 1) {
      throw new IllegalArgumentException("version " + version + " is not positive");
    }
    return new OpenOptions(version, mode);
  }

  /**
   * Reads compressed files through a cache of this many bytes outside of the heap, at least 32 KiB.
   * All stores that this process has open at the same version with the same options share it.
   *
   * @throws IllegalArgumentException if it is smaller
   */
  public OpenOptions cacheBytes(long bytes) {
    return new OpenOptions(version, ReadMode.cached(bytes));
  }

  /**
   * Inflates compressed files when the store is opened, so that they are read as fast as files
   * without compression; the copies in DIRECTORY are gone when the store is closed.
   */
  public OpenOptions inflateInto(Path directory) {
    return new OpenOptions(version, ReadMode.inflated(directory));
  }
}
