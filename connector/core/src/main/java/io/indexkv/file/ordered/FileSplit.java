/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import io.indexkv.file.PositionCursor;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.format.KeyCut;
import io.indexkv.file.index.BlockIndex;

/** Finds where a key cuts the entries of one file. For one thread. */
final class FileSplit {
  private final StoreFileReader reader;
  private final BlockIndex blocks;
  private final PositionCursor cursor;

  FileSplit(StoreFileReader reader) {
    this.reader = reader;
    blocks = reader.blocks();
    cursor = reader.seeker();
  }

  PositionCursor cursor() {
    return cursor;
  }

  /** The block with which the search for a cut begins. */
  long block(byte[] asked, int offset, int length, KeyCut cut) {
    return blocks.search(asked, offset, length, cut);
  }

  /**
   * Moves the cursor to the last entry before a cut. False if all entries are behind it.
   *
   * @param block the cut's {@link #block}
   */
  boolean before(long block, byte[] asked, int offset, int length, KeyCut cut) {
    long found = -1;
    boolean isBehind = enter(block, asked, offset, length, cut);
    while (isBehind) {
      found = cursor.position();
      isBehind = next(block, asked, offset, length, cut);
    }
    if (found < 0) {
      return false;
    }
    if (cursor.position() != found) {
      cursor.seek(found);
      cursor.next();
    }
    return true;
  }

  /**
   * Moves the cursor to the first entry behind a cut. False if all entries are before it.
   *
   * @param block the cut's {@link #block}
   */
  boolean behind(long block, byte[] asked, int offset, int length, KeyCut cut) {
    long last = -1;
    boolean isBehind = enter(block, asked, offset, length, cut);
    while (isBehind) {
      last = cursor.position();
      isBehind = next(block, asked, offset, length, cut);
    }
    return cursor.position() != last;
  }

  /** Moves to the first entry of a block. Returns whether it is before the cut. */
  private boolean enter(long block, byte[] asked, int offset, int length, KeyCut cut) {
    cursor.seek(blocks.firstEntryFrom(block));
    if (!cursor.next()) {
      return false;
    }
    blocks.expectKey(block, cursor.keyAddress(), cursor.keyLength());
    return isBefore(asked, offset, length, cut);
  }

  /**
   * Moves to the next entry, if there is one. Returns whether it is before the cut.
   *
   * @throws io.indexkv.error.CorruptFileException if it is, but is behind the block
   */
  private boolean next(long block, byte[] asked, int offset, int length, KeyCut cut) {
    if (!cursor.next() || !isBefore(asked, offset, length, cut)) {
      return false;
    }
    if (cursor.position() >= blocks.end(block)) {
      throw blocks.otherKey(cursor.position() >>> blocks.shift());
    }
    return true;
  }

  private boolean isBefore(byte[] asked, int offset, int length, KeyCut cut) {
    return cut.isBehind(cursor.keyAddress(), cursor.keyLength(), asked, offset, length);
  }

  /** Moves to the first entry of the file, which has one. */
  PositionCursor first() {
    cursor.seek(0);
    cursor.next();
    return cursor;
  }

  /** Moves to the last entry of the file, which has one. */
  PositionCursor last() {
    long block = blocks.blocks() - 1;
    while (blocks.firstEntryIn(block) < 0) {
      block--;
    }
    cursor.seek(blocks.firstEntryIn(block));
    cursor.next();
    blocks.expectKey(block, cursor.keyAddress(), cursor.keyLength());
    while (cursor.nextPosition() < reader.dataLength()) {
      cursor.next();
    }
    return cursor;
  }
}
