/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.DirectShape;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.index.DirectIndex;
import io.indexkv.file.index.DirectLine;
import io.indexkv.file.index.Mapping;

/**
 * Finds keys by a direct index: it computes the position from the key. Here a word is a key of 1 to
 * 8 bytes, read as one little-endian number.
 */
final class DirectReader extends FastReader {
  private final DirectIndex index;
  private final long first;
  private final long slots;
  private final long stride;

  /** Address of the first line; 0 if each slot has an entry. */
  private final long lines;

  /** The span of every entry; 0 if it is not known to be the same for all. */
  private final long commonSpan;

  private final int commonOffset;
  private final int numberShift;
  private final long keyMask;

  /** Call it only if the file has been verified, and its index is contiguous. */
  DirectReader(
      Header header,
      Footer footer,
      Mapping mapping,
      DirectIndex index,
      MappedData data,
      long commonSpan) {
    super(header, footer, mapping, data);
    this.index = index;
    DirectShape shape = index.shape();
    first = shape.first();
    slots = shape.slots();
    stride = shape.stride();
    lines = shape.hasGaps() ? index.contiguousAddress() : 0;
    this.commonSpan = commonSpan;
    commonOffset = MappedData.valueOffset(commonSpan);
    numberShift = Long.SIZE - Byte.SIZE * header.keyWidth();
    keyMask = -1L >>> numberShift;
  }

  /** Length of each entry. */
  long stride() {
    return stride;
  }

  /** Whether some slots have no entry, so that a lookup reads a line. */
  boolean hasGaps() {
    return lines != 0;
  }

  /**
   * Whether a key's number alone leads to its value: each slot has an entry with the key of the
   * slot, and a value of one length in one place.
   */
  boolean isExact() {
    return lines == 0 && commonSpan != 0 && isInReach(commonSpan);
  }

  /** Address of the value in a slot of an exact file. */
  long value(long slot) {
    return address(slot * stride) + commonOffset;
  }

  /** Length of all values of an exact file. */
  int valueLength() {
    return MappedData.valueLength(commonSpan);
  }

  /** The slot of a key; negative if it is out of the range of the file's keys. */
  long slot(long word) {
    long slot = (Long.reverseBytes(word) >>> numberShift) - first;
    return Long.compareUnsigned(slot, slots) < 0 ? slot : -1;
  }

  /** Address of a slot's line. The file must have gaps; any line if the slot is negative. */
  long line(long slot) {
    return lines + (Math.max(0, slot) / Format.LINE_SLOTS << Format.BUCKET_SHIFT);
  }

  /** Position of the entry in a slot of a line; -1 if the slot is negative or empty. */
  long position(long line, long slot) {
    int bit = (int) (Math.max(0, slot) % Format.LINE_SLOTS);
    // all ones if there is an entry; the number of an entry that is not there may be any
    long there = -DirectLine.has(line, bit) & ~(slot >> Long.SIZE - 1);
    long position = DirectLine.entry(line, bit) * stride & there;
    if (Long.compareUnsigned(position, dataLength) >= 0) {
      data.touch(position, 1); // throws the error that describes the damage
    }
    return position | ~there;
  }

  /** Position of the entry in a slot of a file without gaps; -1 if the slot is negative. */
  long position(long slot) {
    return slot < 0 ? -1 : slot * stride;
  }

  /**
   * Number of bytes before the value's length of the entry at {@code position}.
   *
   * @throws CorruptFileException if the entry does not have the key of this word
   */
  int expect(long position, long address, long word) {
    // reads behind the key, but not behind the file: a footer is behind the last entry
    if ((Memory.getLong(address) & keyMask) != word) {
      throw index.wrongKey(position);
    }
    return keyWidth;
  }

  @Override
  long find(long word) {
    long slot = slot(word);
    long position = hasGaps() ? position(line(slot), slot) : position(slot);
    if (position >= 0) {
      expect(position, address(position), word);
    }
    return position;
  }

  @Override
  long find(byte[] key, int offset, int length) {
    return find(word(key, offset, length));
  }

  /** The word of a key. */
  static long word(byte[] key, int offset, int length) {
    return Long.reverseBytes(Format.keyNumber(key, offset, length))
        >>> Long.SIZE - Byte.SIZE * length;
  }
}
