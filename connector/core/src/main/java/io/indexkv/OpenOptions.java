/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv;

import io.indexkv.store.Pin;
import io.indexkv.store.read.ReadMode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/** How a store is opened. Immutable: each method returns changed options. */
public final class OpenOptions {
  private final Pin pin;
  private final ReadMode mode;

  private OpenOptions(Pin pin, ReadMode mode) {
    this.pin = pin;
    this.mode = mode;
  }

  /** Options for IndexKV's own modules, which pin versions and read files in other ways. */
  @Internal
  public static OpenOptions of(Pin pin, ReadMode mode) {
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(mode, "mode");
    return new OpenOptions(pin, mode);
  }

  /** Opens the newest version, and reads compressed files through a cache of 64 MiB. */
  public static OpenOptions defaults() {
    return new OpenOptions(Pin.newest(), ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES));
  }

  /** Opens this version. */
  public OpenOptions at(Version version) {
    Objects.requireNonNull(version, "version");
    return new OpenOptions(version.pin(), mode);
  }

  /** Opens the newest version. */
  public OpenOptions atNewest() {
    return new OpenOptions(Pin.newest(), mode);
  }

  /**
   * Opens the version of this number.
   *
   * @param version 1 or larger
   */
  public OpenOptions atVersion(long version) {
    return at(Version.number(version));
  }

  /** Opens the version that was the newest at {@code time}. */
  public OpenOptions asOf(Instant time) {
    return at(Version.asOf(time));
  }

  /** Opens the version that has this tag. */
  public OpenOptions atTag(String name) {
    return at(Version.tag(name));
  }

  /**
   * Reads compressed files through a cache outside the heap. All stores that this process opens at
   * the same version with the same options share it.
   *
   * @param bytes size of the cache, at least 32 KiB
   * @throws IllegalArgumentException if it is smaller
   */
  public OpenOptions cacheBytes(long bytes) {
    return with(ReadMode.cached(bytes));
  }

  /**
   * Copies all files into memory of this process, outside the heap, when the store is opened. No
   * file is mapped.
   */
  public OpenOptions inMemory() {
    return with(ReadMode.heap());
  }

  /**
   * Copies no file: each lookup reads single blocks from the storage, through a cache. Use it for
   * few lookups in a large store that is far away. A lookup whose read fails throws {@link
   * java.io.UncheckedIOException}.
   *
   * @param cacheBytes size of the cache in bytes, at least 1 MiB
   * @throws IllegalArgumentException if it is smaller
   */
  public OpenOptions remote(long cacheBytes) {
    return with(ReadMode.remote(cacheBytes));
  }

  /**
   * Inflates compressed files when the store is opened, so that lookups are as fast as without
   * compression. The copies are in {@code directory}. They are deleted when the store is closed.
   */
  public OpenOptions inflateInto(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(ReadMode.inflated(directory));
  }

  /**
   * Maximum ratio of the inflated size of a compressed file to its size; 1,000 by default. A file
   * beyond it could fill memory or disk, and fails, unless its entries have 16 MiB or less. Raise
   * the ratio for a store whose writer you trust.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public OpenOptions maxCompressionRatio(long ratio) {
    return new OpenOptions(pin, mode.maxCompressionRatio(ratio));
  }

  private OpenOptions with(ReadMode other) {
    long ratio = mode.maxCompressionRatio();
    return new OpenOptions(pin, ratio == 0 ? other : other.maxCompressionRatio(ratio));
  }

  Pin pin() {
    return pin;
  }

  ReadMode mode() {
    return mode;
  }
}
