/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;

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

  /** Before there, an entry's key of fixed width and two bytes more are in that block. */
  private long plainEnd;

  /** What makes a position in that block an address. */
  private long delta;

  /**
   * Whether the index must agree on where each block's first entry is. A scan from the first entry
   * needs no index; it only looks while a block may be new to this process.
   */
  private boolean followsIndex;

  MappedCursor(MappedData data, long position) {
    this.data = data;
    length = data.length();
    keyWidth = data.keyWidth();
    alignment = data.alignment();
    next = position;
    followsIndex = position != 0 || !data.isComplete();
  }

  @Override
  void seek(long position) {
    next = position;
    followsIndex = true;
    blockEnd = 0; // entered anew
    plainEnd = 0;
  }

  @Override
  public void requireWhole() {
    data.requireWhole();
  }

  @Override
  public boolean next() {
    long at = next;
    return at < plainEnd && isPlain(at) || load(at);
  }

  private boolean load(long at) {
    if (followsIndex && at >= blockEnd && blockEnd > 0) {
      data.leave(blockEnd, at);
    }
    if (at >= length) {
      return false;
    }
    if (at >= blockEnd) {
      blockEnd = data.enter(at);
      delta = data.address(at) - at;
      plainEnd = blockEnd - keyWidth - 2;
      if (at < plainEnd && isPlain(at)) {
        return true;
      }
    }
    long span = data.span(at);
    position = at;
    address = data.address(at);
    keyLength = data.keyLength(at, address);
    keyOffset = data.keyOffset(keyLength);
    valueOffset = MappedData.valueOffset(span);
    valueLength = MappedData.valueLength(span);
    next = end(alignment);
    return true;
  }

  /**
   * Takes the entry if it is of the common kind: lengths of one or two bytes, and an end in its
   * block. Which of both a value's length has is chance, and read without a branch.
   */
  private boolean isPlain(long at) {
    long a = at + delta;
    int head = keyWidth;
    int keyStart = 0;
    if (head == 0) {
      keyStart = 1;
      head = 1 + Memory.getByte(a);
      if (head < 1 || at + head + 2 > blockEnd) {
        return false;
      }
    }
    int bytes = Memory.getShort(a + head);
    int two = bytes >>> 7 & 1;
    int n = bytes & 0x7F | (bytes >>> 8 & 0x7F & -two) << 7;
    int offset = (head + two + alignment) & -alignment;
    long end = at + offset + n;
    if ((two & bytes >>> 15) != 0 || end > blockEnd) {
      return false;
    }
    next = (end + alignment - 1) & -alignment;
    position = at;
    address = a;
    keyOffset = keyStart;
    keyLength = head - keyStart;
    valueOffset = offset;
    valueLength = n;
    return true;
  }
}
