/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.BlockCache;
import io.indexkv.file.CompressionLimit;
import io.indexkv.store.storage.Storage;
import java.nio.file.Path;

/**
 * How the files of a snapshot are read.
 *
 * @param access where the bytes are when they are looked at
 * @param cacheBytes memory outside of the heap for blocks that are decompressed or read remotely; 0
 *     for none
 * @param inflateInto the directory for inflated copies, or null
 * @param maxCompressionRatio how many times its length a compressed file may inflate to; 0 for as
 *     many as the storage says
 */
public record ReadMode(Access access, long cacheBytes, Path inflateInto, long maxCompressionRatio) {
  /** Where bytes are. */
  public enum Access {
    /** In local files, or copies of remote ones, that are mapped. */
    MAPPED,
    /** Likewise, but copied into memory of this process when the snapshot is opened. */
    HEAP,
    /** Where they are stored: each lookup reads what it needs. */
    REMOTE
  }

  /** Memory of the block cache unless told otherwise. */
  public static final long DEFAULT_CACHE_BYTES = 64L << 20;

  private static final long MIN_REMOTE_BYTES = 1L << 20;

  /** Compressed files are refused. */
  public static ReadMode mapped() {
    return new ReadMode(Access.MAPPED, 0, null, 0);
  }

  /** Compressed files are read through a cache of this many bytes, one for the snapshot. */
  public static ReadMode cached(long bytes) {
    return new ReadMode(Access.MAPPED, atLeast(BlockCache.MIN_BYTES, bytes), null, 0);
  }

  /**
   * Compressed files are inflated when the snapshot is opened, into files in DIRECTORY that are
   * gone when it is closed.
   */
  public static ReadMode inflated(Path directory) {
    return new ReadMode(Access.MAPPED, 0, directory.toAbsolutePath().normalize(), 0);
  }

  /**
   * All files are copied into memory of this process, outside of the heap, where mapping files is
   * not wanted; compressed ones as they are, read through a cache.
   */
  public static ReadMode heap() {
    return new ReadMode(Access.HEAP, DEFAULT_CACHE_BYTES, null, 0);
  }

  /**
   * No file is copied: lookups read single blocks, through a cache of this many bytes, at least 1
   * MiB. For few lookups in a large store that is far away.
   */
  public static ReadMode remote(long bytes) {
    return new ReadMode(Access.REMOTE, atLeast(MIN_REMOTE_BYTES, bytes), null, 0);
  }

  /**
   * The same mode with another limit for compressed files.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public ReadMode maxCompressionRatio(long ratio) {
    CompressionLimit.inJava(ratio);
    return new ReadMode(access, cacheBytes, inflateInto, ratio);
  }

  CompressionLimit compressionLimit(Storage storage) {
    return maxCompressionRatio == 0
        ? storage.compressionLimit()
        : CompressionLimit.inJava(maxCompressionRatio);
  }

  private static long atLeast(long least, long bytes) {
    if (bytes < least) {
      throw new IllegalArgumentException(
          "a block cache needs at least " + least + " bytes, got " + bytes);
    }
    return bytes;
  }
}
