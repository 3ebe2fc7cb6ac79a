/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Entries of a mapped file. */
final class MappedCursor extends PositionCursor {
  private final MappedData data;
  private final long length;
  private final int keyWidth;
  private final int alignment;

  /**
   * Behind the block that was entered last; up to there all is verified and {@link #delta} holds.
   */
  private long blockEnd;

  /** What makes a position in that block an address. */
  private long delta;

  MappedCursor(MappedData data, long position) {
    this.data = data;
    length = data.length();
    keyWidth = data.keyWidth();
    alignment = data.alignment();
    next = position;
  }

  @Override
  void seek(long position) {
    next = position;
    blockEnd = 0; // entered anew
  }

  @Override
  public boolean next() {
    long at = next;
    if (at >= length) {
      return false;
    }
    if (at >= blockEnd) {
      blockEnd = data.enter(at);
      delta = data.address(at) - at;
    }
    position = at;
    if (!loadWithinBlock(at)) {
      long span = data.span(at);
      address = data.address(at);
      keyLength = data.keyLength(at, address);
      keyOffset = data.keyOffset(keyLength);
      valueOffset = MappedData.valueOffset(span);
      valueLength = MappedData.valueLength(span);
    }
    next = end(alignment);
    return true;
  }

  /**
   * The common case: lengths of one or two bytes, and an entry that ends in its block. Which of
   * both a value's length has is chance, and read without a branch.
   */
  private boolean loadWithinBlock(long at) {
    long a = at + delta;
    int head = keyWidth;
    int keyStart = 0;
    if (head == 0) {
      keyStart = 1;
      head = 1 + Memory.getByte(a);
    }
    if (head < keyStart || at + head + 2 > blockEnd) {
      return false;
    }
    int bytes = Memory.getShort(a + head);
    int two = bytes >>> 7 & 1;
    int n = bytes & 0x7F | (bytes >>> 8 & 0x7F & -two) << 7;
    int offset = (head + 1 + two + alignment - 1) & -alignment;
    if ((two & bytes >>> 15) != 0 || at + offset + n > blockEnd) {
      return false;
    }
    address = a;
    keyOffset = keyStart;
    keyLength = head - keyStart;
    valueOffset = offset;
    valueLength = n;
    return true;
  }
}
