/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/**
 * Facts about a finished store file that identify it.
 *
 * @param length bytes in the file
 * @param crc32c checksum of all of its bytes
 * @param entries number of entries
 * @param smallestKey first key, null if the file has no entry
 * @param largestKey last key, null if the file has no entry
 * @param inflatedLength bytes of the file without compression; the same as {@code length} if it has
 *     none, or if its writer did not record it
 */
public record StoreFileInfo(
    long length,
    int crc32c,
    long entries,
    byte[] smallestKey,
    byte[] largestKey,
    long inflatedLength) {

  /** A file without compression. */
  public StoreFileInfo(
      long length, int crc32c, long entries, byte[] smallestKey, byte[] largestKey) {
    this(length, crc32c, entries, smallestKey, largestKey, length);
  }
}
