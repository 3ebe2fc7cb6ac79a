/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.store.read;

import io.indexkv.file.BlockCache;
import io.indexkv.file.CompressionLimit;
import io.indexkv.store.storage.Storage;
import java.nio.file.Path;

/**
 * How the files of a snapshot are read.
 *
 * @param access where the bytes are when a lookup reads them
 * @param cacheBytes memory outside the heap for blocks that are decompressed or read remotely; 0
 *     for none
 * @param inflateInto directory for inflated copies, or null
 * @param maxCompressionRatio maximum ratio of the inflated size of a compressed file to its size; 0
 *     for the limit of the storage
 */
public record ReadMode(Access access, long cacheBytes, Path inflateInto, long maxCompressionRatio) {
  /** Where the bytes are when a lookup reads them. */
  public enum Access {
    /** In mapped files: local ones, or local copies of remote ones. */
    MAPPED,
    /**
     * In memory of this process, outside the heap. Files are copied there when the snapshot is
     * opened.
     */
    HEAP,
    /** In the storage: each lookup reads the blocks that it needs. */
    REMOTE
  }

  /** Default size of the block cache in bytes. */
  public static final long DEFAULT_CACHE_BYTES = 64L << 20;

  private static final long MIN_REMOTE_BYTES = 1L << 20;

  /** Maps files. Compressed files fail. */
  public static ReadMode mapped() {
    return new ReadMode(Access.MAPPED, 0, null, 0);
  }

  /**
   * Maps files, and reads compressed ones through a cache, which all files of the snapshot share.
   *
   * @param bytes size of the cache
   */
  public static ReadMode cached(long bytes) {
    return new ReadMode(Access.MAPPED, atLeast(BlockCache.MIN_BYTES, bytes), null, 0);
  }

  /**
   * Maps files. Compressed files are inflated when the snapshot is opened. The copies are in {@code
   * directory}, and are deleted when the snapshot is closed.
   */
  public static ReadMode inflated(Path directory) {
    return new ReadMode(Access.MAPPED, 0, directory.toAbsolutePath().normalize(), 0);
  }

  /**
   * Copies all files into memory of this process, outside the heap. Use it where files should not
   * be mapped. Compressed files stay compressed, and are read through a cache.
   */
  public static ReadMode heap() {
    return new ReadMode(Access.HEAP, DEFAULT_CACHE_BYTES, null, 0);
  }

  /**
   * Copies no file: each lookup reads single blocks from the storage, through a cache. Use it for
   * few lookups in a large store that is far away.
   *
   * @param bytes size of the cache, at least 1 MiB
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

  private static long atLeast(long min, long bytes) {
    if (bytes < min) {
      throw new IllegalArgumentException(
          "a block cache needs at least " + min + " bytes, got " + bytes);
    }
    return bytes;
  }
}
