/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Entries of one mapped file in key order, from a key (inclusive) to a key (exclusive). */
final class FileCursor implements EntryCursor {
  private final DataSpace data;
  private final byte[] to;
  private final long length;
  private final int keyWidth;
  private final int alignment;

  /**
   * Behind the block that was entered last; up to there all is verified and {@link #delta} holds.
   */
  private long blockEnd;

  /** What makes a position in that block an address. */
  private long delta;

  private long next;
  private long position = -1;
  private long address;
  private int keyLength;
  private int keyOffset;
  private int valueOffset;
  private int valueLength;

  FileCursor(StoreFileReader file, byte[] from, byte[] to) {
    data = file.data;
    length = data.length();
    keyWidth = file.keyWidth();
    alignment = data.alignment();
    this.to = to;
    if (from != null && length > 0) {
      next = Math.max(0, file.blocks.firstEntryIn(file.blocks.search(from)));
      while (next < length) {
        load(next);
        if (compareKey(from) >= 0) {
          break;
        }
        next = end();
      }
    }
  }

  @Override
  public boolean next() {
    if (next >= length) {
      return false;
    }
    load(next);
    if (to != null && compareKey(to) >= 0) {
      next = length;
      return false;
    }
    next = end();
    return true;
  }

  private long end() {
    long end = position + valueOffset + valueLength;
    return (end + alignment - 1) & -alignment;
  }

  private int compareKey(byte[] key) {
    return Memory.compare(keyAddress(), keyLength, key, key.length);
  }

  private void load(long at) {
    position = at;
    if (at >= blockEnd) {
      blockEnd = data.enter(at);
      delta = data.address(at) - at;
    }
    if (!loadWithinBlock(at)) {
      long span = data.span(at);
      address = data.address(at);
      keyLength = data.keyLength(at, address);
      keyOffset = data.keyOffset(keyLength);
      valueOffset = DataSpace.valueOffset(span);
      valueLength = DataSpace.valueLength(span);
    }
  }

  /** The common case: lengths of one or two bytes, and an entry that ends in its block. */
  private boolean loadWithinBlock(long at) {
    long a = at + delta;
    int head = keyWidth;
    keyOffset = 0;
    if (head == 0) {
      head = 1 + Memory.getByte(a);
      keyOffset = 1;
    }
    if (head < keyOffset || at + head + 2 > blockEnd) {
      return false;
    }
    int n = Memory.getByte(a + head);
    int lengthBytes = 1;
    if (n < 0) {
      int high = Memory.getByte(a + head + 1);
      if (high <= 0) {
        return false;
      }
      n = n & 0x7F | high << 7;
      lengthBytes = 2;
    }
    int offset = (head + lengthBytes + alignment - 1) & -alignment;
    if (at + offset + n > blockEnd) {
      return false;
    }
    address = a;
    keyLength = head - keyOffset;
    valueOffset = offset;
    valueLength = n;
    return true;
  }

  /** Position of the current entry. */
  long position() {
    return position;
  }

  @Override
  public long keyAddress() {
    return address + keyOffset;
  }

  @Override
  public int keyLength() {
    return keyLength;
  }

  @Override
  public long valueAddress() {
    return address + valueOffset;
  }

  @Override
  public int valueLength() {
    return valueLength;
  }

  @Override
  public byte[] key() {
    return Memory.copy(keyAddress(), keyLength);
  }

  @Override
  public byte[] value() {
    return Memory.copy(valueAddress(), valueLength);
  }
}
