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

  /** Options for IndexKV's own modules, which pin versions and read files in ways of their own. */
  @Internal
  public static OpenOptions of(Pin pin, ReadMode mode) {
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(mode, "mode");
    return new OpenOptions(pin, mode);
  }

  /** The newest version; compressed files through a cache of 64 MiB. */
  public static OpenOptions defaults() {
    return new OpenOptions(Pin.newest(), ReadMode.cached(ReadMode.DEFAULT_CACHE_BYTES));
  }

  /** The version that is named. */
  public OpenOptions at(Version version) {
    Objects.requireNonNull(version, "version");
    return new OpenOptions(version.pin(), mode);
  }

  /** The newest version there is. */
  public OpenOptions atNewest() {
    return new OpenOptions(Pin.newest(), mode);
  }

  /** A version that there is, 1 or larger. */
  public OpenOptions atVersion(long version) {
    return at(Version.number(version));
  }

  /** The version that was the newest at a time. */
  public OpenOptions asOf(Instant time) {
    return at(Version.asOf(time));
  }

  /** The version that a tag names. */
  public OpenOptions atTag(String name) {
    return at(Version.tag(name));
  }

  /**
   * Reads compressed files through a cache of this many bytes outside of the heap, at least 32 KiB.
   * All stores that this process has open at the same version with the same options share it.
   *
   * @throws IllegalArgumentException if it is smaller
   */
  public OpenOptions cacheBytes(long bytes) {
    return with(ReadMode.cached(bytes));
  }

  /**
   * Copies all files into memory of this process, outside of the heap, when the store is opened,
   * instead of mapping them.
   */
  public OpenOptions inMemory() {
    return with(ReadMode.heap());
  }

  /**
   * Copies nothing: lookups read single blocks from where the store is, through a cache of this
   * many bytes, at least 1 MiB. For few lookups in a large store that is far away. A lookup whose
   * reads fail throws {@link java.io.UncheckedIOException}.
   *
   * @throws IllegalArgumentException if it is smaller
   */
  public OpenOptions remote(long cacheBytes) {
    return with(ReadMode.remote(cacheBytes));
  }

  /**
   * Inflates compressed files when the store is opened, so that they are read as fast as files
   * without compression; the copies in DIRECTORY are gone when the store is closed.
   */
  public OpenOptions inflateInto(Path directory) {
    Objects.requireNonNull(directory, "directory");
    return with(ReadMode.inflated(directory));
  }

  /**
   * How many times longer the entries of a compressed file may be than the file; 1,000 by default.
   * A file beyond that is refused, unless its entries have at most 16 MiB: it could fill memory or
   * disk. Raise it for a store of a writer whom you trust.
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
