/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * Reads entries by position. All bytes that it reads have passed their checksum and lie inside the
 * data. Thread-safe.
 */
sealed interface DataSpace permits MappedData, CompressedData {
  long length();

  /** Whether the entry at {@code position} has this key. */
  boolean matches(long position, byte[] key, int offset, int keyLength);

  /** A copy of the value of the entry at {@code position}. */
  byte[] value(long position);

  /** Checks a block's stored bytes and its content, even if it has been checked before. */
  void check(long block);

  /** Checks that the first block is stored where it must be. */
  void expectBeginning();

  /** Walks the entries from the one that starts at {@code position}. */
  PositionCursor cursor(long position);
}
