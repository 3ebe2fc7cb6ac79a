/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.cursor.EntryCursor;

/**
 * Walks all entries from a position on, and gives the position of each. Its addresses are valid
 * until the next move.
 */
public abstract sealed class PositionCursor implements EntryCursor
    permits MappedCursor, CompressedCursor {
  long position = -1;

  /** Position to which the next move goes; the data length at the end. */
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

  /**
   * Moves to the next entry if that cannot fail, and if the addresses of the entries before stay
   * valid. Otherwise does nothing and returns false.
   */
  abstract boolean nextInPlace();

  @Override
  public final int nextValues(long[] addresses, int[] lengths, int max) {
    if (max == 0 || !next()) {
      return 0;
    }
    int count = 0;
    do {
      addresses[count] = address + valueOffset;
      lengths[count++] = valueLength;
    } while (count < max && nextInPlace());
    return count;
  }

  /** Makes the next move go to the entry that starts at this position. */
  public abstract void seek(long position);

  /** Compares the current key with another as unsigned bytes. */
  final int compareKey(byte[] key) {
    return Memory.compare(keyAddress(), keyLength, key, key.length);
  }

  /** Position behind the current entry, at which the next one starts. */
  final long end(int alignment) {
    return (position + valueOffset + valueLength + alignment - 1) & -alignment;
  }

  /** Position at which the next entry starts; the data length or more if there is none. */
  public final long nextPosition() {
    return next;
  }

  /** Position at which the current entry starts. */
  public final long position() {
    return position;
  }
}
