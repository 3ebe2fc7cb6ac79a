/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.CorruptFileException;
import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.FileErrors;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.Mapping;
import io.indexkv.file.index.VerifiedUnits;

/**
 * Reads the entries of a mapped file by position. A <em>span</em> is the place of an entry's value:
 * its offset from the entry's position in the high 32 bits, its length in the low ones.
 * Thread-safe.
 */
final class MappedData implements DataSpace {
  private static final int MAX_VARINT = 5;

  private final Mapping mapping;
  private final BlockIndex blocks;
  private final FileErrors problems;

  /** The check of the values; null if they may be any bytes. */
  private final ValueChecks values;

  private final VerifiedUnits verified;
  private final long length;
  private final int keyWidth;
  private final int alignmentMask;
  private final int alignment;

  /** Entries whose values are not checked. */
  MappedData(
      Mapping mapping, BlockIndex blocks, Header header, Footer footer, FileErrors problems) {
    this(mapping, blocks, header, footer, problems, null);
  }

  MappedData(
      Mapping mapping,
      BlockIndex blocks,
      Header header,
      Footer footer,
      FileErrors problems,
      ValueChecks values) {
    this.mapping = mapping;
    this.values = values;
    verified = values == null ? blocks.verified() : values.verified();
    this.blocks = blocks;
    this.problems = problems;
    length = footer.dataLength();
    keyWidth = header.keyWidth();
    alignment = 1 << header.alignmentShift();
    alignmentMask = alignment - 1;
  }

  @Override
  public long length() {
    return length;
  }

  long address(long position) {
    return mapping.address(position);
  }

  void requireWhole() {
    mapping.requireWhole();
  }

  /** Whether every block was found right before. */
  boolean isComplete() {
    return blocks.isComplete();
  }

  int keyWidth() {
    return keyWidth;
  }

  int alignment() {
    return alignment;
  }

  /** Verifies the block of a position. Returns the position behind the block. */
  long enter(long position) {
    verify(position, position + 1);
    return blocks.end(position >>> blocks.shift());
  }

  /** Checks that {@code next} is the first entry behind the block that ends at {@code end}. */
  void leave(long end, long next) {
    blocks.expectNext((end - 1) >>> blocks.shift(), next);
  }

  private void verify(long start, long end) {
    if (values == null) {
      blocks.verify(start, end);
    } else {
      values.verify(start, end);
    }
  }

  static int valueOffset(long span) {
    return (int) (span >>> 32);
  }

  static int valueLength(long span) {
    return (int) span;
  }

  /** Position behind an entry, at which the next one starts. */
  long next(long position, long span) {
    long end = position + valueOffset(span) + valueLength(span);
    return (end + alignmentMask) & -alignment;
  }

  /**
   * Checks that {@code position} is inside the data, and verifies {@code n} bytes from there, or
   * all bytes up to the end of the data.
   */
  void touch(long position, int n) {
    if (position < 0 || position >= length) {
      throw problems.corrupt(
          "hash index", Format.HEADER_SIZE, "positions below " + length, position);
    }
    verify(position, Math.min(position + n, length));
  }

  /** True if the {@code n} bytes from {@code position} can be read without {@link #touch}. */
  boolean isTouched(long position, int n) {
    long block = position >>> blocks.shift();
    return position >= 0
        && position < length
        && (position + n - 1) >>> blocks.shift() == block
        && verified.contains(block);
  }

  /** Length of the key of the entry at {@code position}, whose first bytes were touched before. */
  int keyLength(long position, long address) {
    return keyWidth > 0 ? keyWidth : varint(position, address);
  }

  /** Offset in an entry of a key with this length. */
  int keyOffset(int keyLength) {
    return keyWidth > 0 ? 0 : Format.varintLength(keyLength);
  }

  @Override
  public boolean matches(long position, byte[] key, int offset, int keyLength) {
    int header = keyWidth > 0 ? 0 : MAX_VARINT;
    if (!isTouched(position, header + keyLength)) {
      touch(position, header + keyLength);
    }
    long a = mapping.address(position);
    if (keyLength(position, a) != keyLength) {
      return false;
    }
    int keyOffset = keyOffset(keyLength);
    return position + keyOffset + keyLength <= length
        && Memory.equal(a + keyOffset, key, offset, keyLength);
  }

  /**
   * The span of the entry at {@code position}. Checks that it lies inside the data space, and
   * verifies all of its blocks.
   */
  long span(long position) {
    long span = head(position);
    long end = position + valueOffset(span) + valueLength(span);
    if ((end - 1) >>> blocks.shift() != position >>> blocks.shift()) {
      if (!mapping.reaches(position, end)) {
        throw badEntry(position, "an end that agrees with the block index", end);
      }
      verify(position, end);
    }
    return span;
  }

  /**
   * The span of the entry to which the hash index led. Checks its value again until the whole index
   * is verified: it might lead to a place that is no entry, whose value no check has seen.
   */
  long found(long position) {
    long span = span(position);
    if (values != null) {
      values.expect(position, span);
    }
    return span;
  }

  /**
   * The span of the entry at {@code position}. Unlike {@link #span} it does not read the value,
   * which may be out of the reach of the window.
   */
  long head(long position) {
    if (!isTouched(position, keyWidth + MAX_VARINT)) {
      touch(position, keyWidth + MAX_VARINT);
    }
    long a = mapping.address(position);
    int keyLength = keyLength(position, a);
    int at = keyOffset(keyLength) + keyLength;
    if (keyLength > Format.MAX_KEY_LENGTH || position + at >= length) {
      throw badEntry(position, "a key of at most 65535 bytes inside the data", keyLength);
    }
    if (keyWidth == 0) {
      verify(position, Math.min(position + at + MAX_VARINT, length));
    }
    int valueLength = varint(position, a + at);
    int offset = (at + Format.varintLength(valueLength) + alignmentMask) & -alignment;
    long end = position + offset + valueLength;
    if (end > length) {
      throw badEntry(position, "a value that ends at or before " + length, end);
    }
    return (long) offset << 32 | valueLength;
  }

  private int varint(long position, long address) {
    int b = Memory.getByte(address);
    if (b >= 0) {
      return b;
    }
    long value = b & 0x7F;
    for (int i = 1; i < MAX_VARINT; i++) {
      b = Memory.getByte(address + i);
      value |= (long) (b & 0x7F) << (7 * i);
      if (b >= 0) {
        if (value > Integer.MAX_VALUE || b == 0) {
          break;
        }
        return (int) value;
      }
    }
    throw badEntry(position, "a length of at most 2^31 - 1 in its shortest form", value);
  }

  @Override
  public byte[] value(long position) {
    long span = found(position);
    return Memory.copy(mapping.address(position) + valueOffset(span), valueLength(span));
  }

  @Override
  public void check(long block) {
    long start = Format.HEADER_SIZE + (block << blocks.shift());
    problems.expect("block index", start, "stored offset", blocks.storedOffset(block), start);
    blocks.check(block);
    if (values != null) {
      values.check(block);
    }
  }

  /** Every block is stored at its position, which the check of a block includes. */
  @Override
  public void expectBeginning() {}

  @Override
  public PositionCursor cursor(long position) {
    return new MappedCursor(this, position);
  }

  CorruptFileException badEntry(long position, String expected, Object found) {
    return problems.corrupt("entry", Format.HEADER_SIZE + position, expected, found);
  }
}
