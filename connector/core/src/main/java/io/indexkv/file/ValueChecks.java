/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.ValueCheck;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.CheckedValues;
import io.indexkv.file.index.DirectIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.EntryPositions;
import io.indexkv.file.index.FileChecks;
import io.indexkv.file.index.Mapping;
import io.indexkv.file.index.VerifiedUnits;
import java.util.OptionalLong;

/**
 * Checks the values of a mapped file, block by block at first use, so that lookups need not check
 * the values that they return. The check of a block covers the entries that start in it. They must
 * lead to the first entry behind the block, so that every walk of the file meets the same entries.
 *
 * <p>The hash index could still lead into the middle of an entry, to bytes that look like one. Once
 * all blocks and the whole index have been checked, their positions are compared (see {@link
 * EntryPositions}). With a direct index, every entry must have the length that it counts on
 * instead, and the key of its place if each slot has an entry. Until then, each lookup checks the
 * value that it finds. Thread-safe.
 */
final class ValueChecks {
  private final Mapping mapping;
  private final BlockIndex blocks;
  private final EntryIndex index;

  /** Null if the index is a hash index. */
  private final DirectIndex direct;

  /** The entries, read without a check of their values. */
  private final MappedData data;

  private final ValueCheck check;
  private final CheckedValues known;
  private final FileErrors problems;

  /** Whether the index is known to lead to entries only; once true, it stays so. */
  private boolean complete;

  ValueChecks(
      Mapping mapping,
      BlockIndex blocks,
      EntryIndex index,
      MappedData data,
      ValueCheck check,
      FileChecks checks,
      FileErrors problems) {
    this.mapping = mapping;
    this.blocks = blocks;
    this.index = index;
    direct = index instanceof DirectIndex found ? found : null;
    this.data = data;
    this.check = check;
    this.problems = problems;
    known = checks.values(check, blocks.blocks(), index.pages());
    index.countInto(known.pages());
  }

  /** The blocks whose values have been checked. */
  VerifiedUnits verified() {
    return known.blocks();
  }

  /** Checks the blocks that hold the positions {@code start} to {@code end - 1}, each once. */
  void verify(long start, long end) {
    long last = end - 1 >>> blocks.shift();
    for (long block = start >>> blocks.shift(); block <= last; block++) {
      if (!known.blocks().contains(block)) {
        known.blocks().add(block, check(block), this::countIfRight);
      }
    }
  }

  private OptionalLong countIfRight(long block) {
    try {
      return OptionalLong.of(check(block));
    } catch (CorruptFileException e) {
      return OptionalLong.empty(); // whoever reads the block gets the error
    }
  }

  /**
   * Checks the entries that start in a block, even if they have been checked before. Returns the
   * count of their positions; see {@link EntryPositions}. With a direct index, returns how many of
   * them have padding at their end.
   */
  long check(long block) {
    long start = block << blocks.shift();
    long end = blocks.end(block);
    blocks.verify(start, end);
    long first = blocks.firstEntryIn(block);
    if (block == 0 && first != 0) {
      throw problems.corrupt("block index", Format.HEADER_SIZE, "a first entry at 0", first);
    }
    if (first < 0) {
      return 0;
    }
    long sum = 0;
    MappedCursor cursor = new MappedCursor(data, first);
    while (cursor.nextPosition() < end && cursor.next()) {
      long position = cursor.position();
      expect(position, cursor.valueOffset, cursor.valueLength);
      sum += direct == null ? EntryPositions.count(position) : padded(cursor);
    }
    long next = Math.min(cursor.nextPosition(), data.length());
    problems.expect(
        "block index",
        Format.HEADER_SIZE + end,
        "the next entry at position",
        next,
        blocks.firstEntryFrom(block + 1));
    return sum;
  }

  /** 1 if the entry of a cursor has padding at its end, else 0. */
  private int padded(MappedCursor cursor) {
    long position = cursor.position();
    long length = cursor.nextPosition() - position;
    problems.expect(
        "entry",
        Format.HEADER_SIZE + position,
        "an entry of length",
        length,
        direct.shape().stride());
    if (!direct.shape().hasGaps() && direct.position(keyNumber(cursor)) != position) {
      throw direct.wrongKey(position);
    }
    return cursor.valueOffset + cursor.valueLength == length ? 0 : 1;
  }

  /** The number of a key of at most eight bytes. A footer is behind the last entry. */
  private static long keyNumber(MappedCursor cursor) {
    return Long.reverseBytes(Memory.getLong(cursor.keyAddress()))
        >>> Long.SIZE - Byte.SIZE * cursor.keyLength();
  }

  /**
   * The span of every entry, if it is the same for all; else 0. Entries of one length without
   * padding have values of one length. Call it only if the checks are complete.
   */
  long commonSpan() {
    return direct != null && known.blocks().sum() == 0 ? data.span(0) : 0;
  }

  private void expect(long position, int offset, int length) {
    // a value is in the same buffer as its entry's start
    problems.expectValue(
        position,
        check.problem(mapping.buffer(position), mapping.offset(position) + offset, length));
  }

  /** Checks the value of an entry to which the index led, unless all values are verified. */
  void expect(long position, long span) {
    if (!complete) {
      expect(position, MappedData.valueOffset(span), MappedData.valueLength(span));
    }
  }

  /**
   * Whether all blocks and the whole index have been checked.
   *
   * @throws CorruptFileException if the index does not lead to each entry exactly once
   */
  boolean isComplete() {
    if (!complete && known.blocks().isComplete() && known.pages().isComplete()) {
      if (direct == null && known.blocks().sum() != known.pages().sum()) {
        throw problems.corrupt(
            index.name(), index.offset(), "positions of the entries, each once", "others");
      }
      complete = true;
    }
    return complete;
  }
}
