/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;

/** Walks the entries of a mapped file. */
final class MappedCursor extends PositionCursor {
  private final MappedData data;
  private final long length;
  private final int keyWidth;
  private final int alignment;

  /**
   * End of the block that was entered last. All bytes before it are verified, and {@link #delta} is
   * valid for them.
   */
  private long blockEnd;

  /** An entry before this position has its key of fixed width and two more bytes in that block. */
  private long plainEnd;

  /** Sum of this and a position in that block is the position's address. */
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
  public void seek(long position) {
    next = position;
    followsIndex = true;
    blockEnd = 0; // the next move enters its block again
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

  @Override
  boolean nextInPlace() {
    long at = next;
    return at < plainEnd && isPlain(at);
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
   * Takes the entry if it is of the common kind: its lengths have one or two bytes, and it ends in
   * its block. Reads the value's length without a branch, because its number of bytes is
   * unpredictable.
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
