/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.util.Arrays;

/**
 * The entries of one file from the last key below a key to a key (inclusive). Walks each block
 * forward once to learn where its entries start: entries say where the next one begins, not where
 * the one before did.
 */
final class BackwardCursor extends ForwardingCursor {
  private final BlockIndex blocks;
  private final byte[] from;
  private final byte[] to;

  /** The block whose entries come next, or those before it if none starts in it. */
  private long block;

  /** Offsets in the block being walked of the entries still to come, ascending. */
  private int[] starts = new int[64];

  private int left;
  private long blockStart;

  /** Whether no block has been walked yet: only the first can reach to the end of the range. */
  private boolean begins = true;

  private Throwable failure;

  /** FROM and TO may be null: unbounded. */
  BackwardCursor(StoreFileReader file, byte[] from, byte[] to) {
    super(file.data.cursor(0));
    this.from = from;
    this.to = to;
    blocks = file.blocks;
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

  /** Moves to the last entry below TO of the last block that has one. */
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

  /** Notes the entries of a block, from {@code first} on, and stands on the last one. */
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
   * Expects that the index is right in what follows the block: where the next entry starts, and
   * that its key is not in the range. True if that moved the cursor.
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
