/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.ordered;

import io.indexkv.file.PositionCursor;
import io.indexkv.file.StoreFileReader;
import io.indexkv.file.format.KeyCut;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.RestartPoints;
import java.util.Arrays;

/** Finds where a key cuts the entries of one file. For one thread. */
final class FileSplit {
  private final StoreFileReader reader;
  private final BlockIndex blocks;
  private final PositionCursor cursor;

  /** Null if the file is not mapped. */
  private final RestartPoints points;

  // the entry that was found last
  private long keyAddress;
  private int keyLength;
  private long valueAddress;
  private int valueLength;

  private final RestartPoints.Collector collector = new RestartPoints.Collector();

  FileSplit(StoreFileReader reader) {
    this.reader = reader;
    blocks = reader.blocks();
    cursor = reader.seeker();
    points = reader.restartPoints();
  }

  PositionCursor cursor() {
    return cursor;
  }

  /** The block of a mapped file with which the search for a cut begins. */
  long block(byte[] asked, int offset, int length, KeyCut cut) {
    return points.block(asked, offset, length, cut);
  }

  /**
   * Position of an entry of the block, from which a walk finds the cut. All entries of the block
   * before it are before the cut.
   *
   * @param block the block with which the search for the cut begins
   */
  long start(long block, byte[] asked, int offset, int length, KeyCut cut) {
    if (points != null && (points.has(block) || RestartPoints.hasRoom())) {
      if (!points.has(block)) {
        points.put(block, collect(block));
      }
      return points.start(block, asked, offset, length, cut);
    }
    return blocks.firstEntryFrom(block);
  }

  /** Reads the restart points of a block early. */
  long touch(long block) {
    return points == null ? 0 : points.touch(block);
  }

  /** Reads early what a walk from a {@link #start} will read. */
  long touch(long block, long start) {
    return reader.touch(start, points != null && points.has(block) ? points.span(block) : 1);
  }

  /** Walks a block for its restart points. */
  private RestartPoints.Collector collect(long block) {
    long last = blocks.firstEntryFrom(block);
    enter(last, block);
    byte[] first = cursor.key();
    while (cursor.nextPosition() < blocks.end(block) && cursor.next()) {
      last = cursor.position();
    }
    int shared = Arrays.mismatch(first, cursor.key());
    collector.begin(shared < 0 ? first.length : shared);
    cursor.seek(blocks.firstEntryFrom(block));
    do {
      cursor.next();
      collector.add(cursor.position(), cursor.keyAddress(), cursor.keyLength());
    } while (cursor.position() < last);
    return collector;
  }

  /** Moves to an entry of a block. If it is the first, the block index must have its key. */
  private void enter(long position, long block) {
    cursor.seek(position);
    cursor.next();
    if (position == blocks.firstEntryFrom(block)) {
      blocks.expectKey(block, cursor.keyAddress(), cursor.keyLength());
    }
  }

  /** Notes the current entry as the one that was found. */
  private void take() {
    keyAddress = cursor.keyAddress();
    keyLength = cursor.keyLength();
    valueAddress = cursor.valueAddress();
    valueLength = cursor.valueLength();
  }

  long keyAddress() {
    return keyAddress;
  }

  int keyLength() {
    return keyLength;
  }

  long valueAddress() {
    return valueAddress;
  }

  int valueLength() {
    return valueLength;
  }

  /**
   * Finds the last entry before a cut. False if all entries are behind it.
   *
   * @param block the block with which the search for the cut begins
   * @param start the cut's {@link #start}
   */
  boolean before(long block, long start, byte[] asked, int offset, int length, KeyCut cut) {
    long found = -1;
    enter(start, block);
    boolean isPassed = isBefore(asked, offset, length, cut);
    while (isPassed) {
      found = cursor.position();
      take();
      isPassed = next(block, asked, offset, length, cut);
    }
    if (found < 0) {
      return false;
    }
    if (points == null && cursor.position() != found) {
      cursor.seek(found); // the addresses have changed
      cursor.next();
      take();
    }
    return true;
  }

  /**
   * Finds the first entry behind a cut, and moves the cursor to it. False if all entries are before
   * it.
   *
   * @param block the block with which the search for the cut begins
   * @param start the cut's {@link #start}
   */
  boolean behind(long block, long start, byte[] asked, int offset, int length, KeyCut cut) {
    long last = -1;
    enter(start, block);
    boolean isPassed = isBefore(asked, offset, length, cut);
    while (isPassed) {
      last = cursor.position();
      isPassed = next(block, asked, offset, length, cut);
    }
    take();
    return cursor.position() != last;
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

  /** Finds the first entry of the file, which has one. */
  FileSplit first() {
    cursor.seek(0);
    cursor.next();
    take();
    return this;
  }

  /** Finds the last entry of the file, which has one. */
  FileSplit last() {
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
    take();
    return this;
  }
}
