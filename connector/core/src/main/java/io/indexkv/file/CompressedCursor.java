/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.NativeBytes;
import io.indexkv.file.format.EntryHead;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;

/**
 * Walks the entries of a compressed file. It copies block after block into its own buffer, as its
 * source decompresses them.
 */
final class CompressedCursor extends PositionCursor {
  private static final int HEAD_GUESS = 64;

  /** Where a cursor gets its blocks. */
  interface Source {
    /** Copies an uncompressed block to {@code to}. Returns its length. */
    int read(long block, byte[] to);
  }

  private final Source stored;
  private final BlockIndex blocks;
  private final ValueCheck check;
  private final FileErrors problems;
  private final long length;
  private final int keyWidth;
  private final int alignment;
  private final byte[] block;

  /** The data space from {@link #start} to {@link #end}, outside of the heap. */
  private NativeBytes buffer;

  private long start;
  private long end;

  /** End of the previous entry's block; 0 after a seek. */
  private long blockEnd;

  CompressedCursor(
      Source stored,
      BlockIndex blocks,
      ValueCheck check,
      FileErrors problems,
      long position,
      long length,
      int keyWidth,
      int alignment) {
    this.stored = stored;
    this.blocks = blocks;
    this.check = check;
    this.problems = problems;
    this.length = length;
    this.keyWidth = keyWidth;
    this.alignment = alignment;
    next = position;
    block = new byte[1 << blocks.shift()];
    buffer = Memory.allocate(2 * block.length);
    start = position >>> blocks.shift() << blocks.shift();
    end = start;
  }

  @Override
  public void seek(long position) {
    if (position < start || position > end) {
      start = position >>> blocks.shift() << blocks.shift();
      end = start;
    }
    next = position;
    blockEnd = 0;
  }

  @Override
  public boolean next() {
    if (next >= blockEnd && blockEnd > 0) {
      blocks.expectNext((blockEnd - 1) >>> blocks.shift(), next);
    }
    if (next >= length) {
      return false;
    }
    blockEnd = blocks.end(next >>> blocks.shift());
    position = next;
    EntryHead head = head(HEAD_GUESS);
    if (!head.isComplete()) {
      head = head(EntryHead.maxLength(keyWidth, head.keyLength()));
    }
    long valueStart = Format.alignUp(position + head.length(), alignment);
    head.expectEnd(valueStart + head.valueLength(), length, position, problems);
    load(valueStart + head.valueLength());
    address = buffer.address() + (position - start);
    keyOffset = head.keyStart();
    keyLength = head.keyLength();
    valueOffset = (int) (valueStart - position);
    valueLength = head.valueLength();
    if (check != ValueCheck.ANY) {
      problems.expectValue(
          position, check.problem(buffer.buffer(), (int) (valueStart - start), valueLength));
    }
    next = end(alignment);
    return true;
  }

  /** False: the next entry may take the place of the current one. */
  @Override
  boolean nextInPlace() {
    return false;
  }

  private EntryHead head(int guess) {
    int n = (int) Math.min(guess, length - position);
    load(position + n);
    byte[] bytes = Memory.copy(buffer.address() + (position - start), n);
    return EntryHead.parse(bytes, length - position, position, keyWidth, problems);
  }

  /** Loads the bytes from the current position up to {@code until} into the buffer. */
  private void load(long until) {
    if (until <= end) {
      return;
    }
    int keep = (int) Math.max(0, end - position);
    long more = Format.alignUp(until - end, block.length);
    if (keep + more > Integer.MAX_VALUE) {
      throw problems.corrupt("entry", Format.HEADER_SIZE, "entries below 2 GiB", keep + more);
    }
    problems.expectRoom(keep + more);
    NativeBytes to =
        keep + more > buffer.capacity()
            ? Memory.allocate((int) Math.min(Integer.MAX_VALUE, 2 * (keep + more)))
            : buffer;
    if (keep > 0) {
      Memory.copy(buffer.address() + (end - keep - start), to.address(), keep);
    }
    if (keep == 0 && end < position) {
      end = position >>> blocks.shift() << blocks.shift();
    }
    start = end - keep;
    buffer = to;
    while (end < until) {
      int n = stored.read(end >>> blocks.shift(), block);
      Memory.copy(block, 0, buffer.address() + (end - start), n);
      end += n;
    }
  }
}
