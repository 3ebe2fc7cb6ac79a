/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.cursor.FailedScan;
import io.indexkv.file.index.BlockIndex;
import java.util.Arrays;

/**
 * The entries of one file in descending order, from the last key below an upper bound down to a
 * lower bound (inclusive). An entry says where the next one starts, not where the one before did.
 * So the cursor walks each block forward once to learn where its entries start.
 */
final class BackwardCursor extends ForwardingCursor {
  private final BlockIndex blocks;
  private final byte[] from;
  private final byte[] to;

  /** The block whose entries come next. If none starts in it, the block before it is next. */
  private long block;

  /** Offsets, in the current block, of the entries still to come, ascending. */
  private int[] starts = new int[64];

  private int left;
  private long blockStart;

  /** True until the first block has been walked. Only that block can reach the range's end. */
  private boolean begins = true;

  private Throwable failure;

  /** A cursor between two keys; null in {@code from} or {@code to} means unbounded. */
  BackwardCursor(DataSpace data, BlockIndex blocks, byte[] from, byte[] to) {
    super(data.cursor(0));
    this.from = from;
    this.to = to;
    this.blocks = blocks;
    if (to != null && blocks.blocks() > 0) {
      block = blocks.search(to);
    } else {
      block = blocks.blocks() - 1;
    }
  }

  @Override
  public boolean next() {
    if (failure != null) {
      throw FailedScan.after(failure);
    }
    try {
      return previous();
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
  }

  private boolean previous() {
    if (left > 0) {
      cursor.seek(blockStart + starts[--left]);
      if (!cursor.next()) {
        throw new IllegalStateException("an entry that was there before is gone");
      }
    } else if (!lastOfBlock()) {
      return false;
    }
    if (from != null && cursor.compareKey(from) < 0) {
      left = 0;
      block = -1;
      return false;
    }
    return true;
  }

  /** Moves to the last entry below the upper bound. False if there is none. */
  private boolean lastOfBlock() {
    while (block >= 0) {
      blockStart = block << blocks.shift();
      long walked = block--;
      long first = blocks.firstEntryIn(walked);
      if (first >= 0 && walk(walked, first)) {
        return true;
      }
    }
    return false;
  }

  /** Notes where the entries of a block start, from {@code first} on, and moves to the last one. */
  private boolean walk(long walked, long first) {
    final long end = blocks.end(walked);
    left = 0;
    cursor.seek(first);
    boolean passed = false;
    while (next(end)) {
      if (left == 0) {
        blocks.expectKey(walked, cursor.keyAddress(), cursor.keyLength());
      }
      if (to != null && cursor.compareKey(to) >= 0) {
        passed = true;
        break;
      }
      if (left == starts.length) {
        starts = Arrays.copyOf(starts, 2 * left);
      }
      starts[left++] = (int) (cursor.position() - blockStart);
    }
    boolean away = passed || leave(walked);
    begins = false;
    if (left == 0) {
      return false;
    }
    left--;
    if (away) {
      cursor.seek(blockStart + starts[left]);
      cursor.next();
    }
    return true;
  }

  /**
   * Checks what the block index says of the entry behind the block: it starts where the index says,
   * and its key is not in the range. Returns true if the check moved the cursor.
   */
  private boolean leave(long walked) {
    blocks.expectNext(walked, cursor.nextPosition());
    if (!begins || to == null || !cursor.next()) {
      return false;
    }
    if (cursor.compareKey(to) < 0) {
      throw blocks.otherKey(cursor.position() >>> blocks.shift());
    }
    return true;
  }

  private boolean next(long end) {
    return cursor.nextPosition() < end && cursor.next();
  }
}
