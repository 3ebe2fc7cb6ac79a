/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * Entries by position. Thread-safe; what it reads has a right checksum, and lies inside the data.
 */
sealed interface DataSpace permits MappedData, CompressedData {
  long length();

  /** Whether the entry at POSITION has this key. */
  boolean matches(long position, byte[] key, int offset, int keyLength);

  /** The value of the entry at POSITION, copied. */
  byte[] value(long position);

  /** Checks a block's stored form and its content, whether or not it has been checked before. */
  void check(long block);

  /** Walks the entries from the one that starts at POSITION. */
  PositionCursor cursor(long position);
}
