/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.index.DirectIndex;
import io.indexkv.file.index.EntryIndex;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;

/**
 * Looks up keys in a mapped file that has been verified completely. A lookup then takes arithmetic,
 * one line of the index at most, and one entry. Immutable.
 *
 * <p>It is unpredictable how many slots fit, which one does, and how many bytes a value's length
 * takes. Code that depends on these has no branches: a mispredicted branch would keep the processor
 * from going on to the next key while it waits for this key's memory.
 */
abstract sealed class FastReader permits HashReader, DirectReader {
  final MappedData data;
  final long dataLength;
  final int keyWidth;
  private final int alignmentMask;
  private final int strideShift;
  private final long[] deltas;

  FastReader(Header header, Footer footer, Mapping mapping, MappedData data) {
    this.data = data;
    alignmentMask = (1 << header.alignmentShift()) - 1;
    dataLength = footer.dataLength();
    strideShift = mapping.strideShift();
    deltas = mapping.deltas();
    keyWidth = header.keyWidth();
  }

  /**
   * Call it only if the file has been verified, and its index is contiguous.
   *
   * @param commonSpan see {@link ValueChecks#commonSpan}; 0 if it is not known
   */
  static FastReader of(
      Header header,
      Footer footer,
      Mapping mapping,
      EntryIndex index,
      MappedData data,
      long commonSpan) {
    return index instanceof DirectIndex direct
        ? new DirectReader(header, footer, mapping, direct, data, commonSpan)
        : new HashReader(header, footer, mapping, (HashIndex) index, data);
  }

  /** Position of the entry with the key of this word, or -1. */
  abstract long find(long word);

  /** Position of the entry with this key of any length, or -1. */
  abstract long find(byte[] key, int offset, int length);

  /** Address of an entry; at least {@link Mapping#SLACK} bytes can be read from there. */
  final long address(long position) {
    return position + deltas[(int) (position >>> strideShift)];
  }

  /** Offset from an entry to its value, if keys have a fixed width and the value is short. */
  final int shortValueOffset() {
    return (keyWidth + 1 + alignmentMask) & ~alignmentMask;
  }

  /** Number of bytes of an entry before its value's length. */
  final int head(int keyLength) {
    return keyWidth > 0 ? keyWidth : Format.varintLength(keyLength) + keyLength;
  }

  /**
   * Number of bytes before the value's length if the entry at {@code position} has this key, else
   * -1.
   */
  final int head(long position, long address, byte[] key, int offset, int length) {
    int keyOffset = 0;
    if (keyWidth == 0) {
      // most keys have less than 128 bytes; their length then takes one byte
      keyOffset = length < 0x80 ? 1 : Format.varintLength(length);
      int found = length < 0x80 ? Memory.getByte(address) : data.keyLength(position, address);
      if (found != length) {
        return -1;
      }
    }
    int head = keyOffset + length;
    return position + head < dataLength && Memory.equal(address + keyOffset, key, offset, length)
        ? head
        : -1;
  }

  /** Number of bytes before the value's length if the entry has the key of this word, else -1. */
  final int head(long address, long word) {
    return Memory.getWord(address, keyWidth) == word ? keyWidth : -1;
  }

  /**
   * The span of the entry at {@code position}; see {@link MappedData}.
   *
   * @param head number of bytes of the entry before its value's length, all inside the data
   */
  final long span(long position, long address, int head) {
    int bytes = Memory.getShort(address + head);
    int two = bytes >>> 7 & 1;
    int length = bytes & 0x7F | (bytes >>> 8 & 0x7F & -two) << 7;
    int offset = (head + 1 + two + alignmentMask) & ~alignmentMask;
    // the length has three bytes or more, or the value is at the end of the data
    return (two & bytes >>> 15) != 0 || position + offset + length > dataLength
        ? data.span(position)
        : (long) offset << 32 | length;
  }

  /** False if a value is longer than a window's slack: it may have a window of its own. */
  static boolean isInReach(long span) {
    return MappedData.valueLength(span) <= 1 << 14;
  }

  /** Address of the value of the entry at a position, whatever its length. */
  final long valueAddress(long position, long address, long span) {
    return isInReach(span)
        ? address + MappedData.valueOffset(span)
        : data.address(position) + MappedData.valueOffset(span);
  }
}
