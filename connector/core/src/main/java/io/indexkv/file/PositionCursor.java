/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;

/**
 * Walks all entries from one on; knows where each starts. Its addresses hold until the next move.
 */
abstract sealed class PositionCursor implements EntryCursor permits MappedCursor, CompressedCursor {
  long position = -1;

  /** Where the next move goes; the data length at the end. */
  long next;

  long address;
  int keyOffset;
  int keyLength;
  int valueOffset;
  int valueLength;

  @Override
  public final long keyAddress() {
    return address + keyOffset;
  }

  @Override
  public final int keyLength() {
    return keyLength;
  }

  @Override
  public final long valueAddress() {
    return address + valueOffset;
  }

  @Override
  public final int valueLength() {
    return valueLength;
  }

  @Override
  public final byte[] key() {
    return Memory.copy(keyAddress(), keyLength);
  }

  @Override
  public final byte[] value() {
    return Memory.copy(valueAddress(), valueLength);
  }

  /** Lets the next move go to the entry that starts at this position. */
  abstract void seek(long position);

  /** Compares the current key with another as unsigned bytes. */
  final int compareKey(byte[] key) {
    return Memory.compare(keyAddress(), keyLength, key, key.length);
  }

  /** Position behind the current entry, which is where the next one starts. */
  final long end(int alignment) {
    return (position + valueOffset + valueLength + alignment - 1) & -alignment;
  }

  /** Where the next entry starts; the data length or more if there is none. */
  final long nextPosition() {
    return next;
  }

  /** Where the current entry starts. */
  final long position() {
    return position;
  }
}
