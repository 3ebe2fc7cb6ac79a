/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.Footer;
import io.indexkv.file.format.Format;
import io.indexkv.file.format.Header;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;

/**
 * Looks up keys in a mapped file that has been verified completely. A lookup then takes arithmetic,
 * one line of the hash index and one entry. Immutable.
 *
 * <p>It is unpredictable how many slots fit, which one does, and how many bytes a value's length
 * takes. Code that depends on these has no branches: a mispredicted branch would keep the processor
 * from going on to the next key while it waits for this key's memory.
 */
final class FastReader {
  private final HashIndex hashIndex;
  private final MappedData data;
  private final long homeBuckets;
  private final long indexAddress;
  private final long indexEnd;
  private final int slots;
  private final int positionWidth;
  private final long positionMask;
  private final int alignmentShift;
  private final int alignmentMask;
  private final long dataLength;
  private final int strideShift;
  private final long[] deltas;
  private final int keyWidth;

  /** Call it only if the file has been verified, and its hash index is contiguous. */
  FastReader(Header header, Footer footer, Mapping mapping, HashIndex hashIndex, MappedData data) {
    this.hashIndex = hashIndex;
    this.data = data;
    homeBuckets = footer.homeBuckets();
    indexAddress = hashIndex.contiguousAddress();
    indexEnd = indexAddress + footer.hashIndex().size();
    positionWidth = footer.positionWidth();
    slots = Format.slots(positionWidth);
    positionMask = (1L << 8 * positionWidth) - 1;
    alignmentShift = header.alignmentShift();
    alignmentMask = (1 << alignmentShift) - 1;
    dataLength = footer.dataLength();
    strideShift = mapping.strideShift();
    deltas = mapping.deltas();
    keyWidth = header.keyWidth();
  }

  /** Address of the cache line of a hash's home bucket. */
  long line(long hash) {
    return indexAddress + (Format.homeBucket(hash, homeBuckets) << Format.BUCKET_SHIFT);
  }

  /** The slots of a line that may have the hash, as one bit for each slot. */
  static int matches(long line, long hash) {
    return HashIndex.matches(line, Memory.getByte(line + Format.BUCKET_USED), hash);
  }

  /** The line in which an overflowing line continues. */
  long nextLine(long line) {
    if (line + Format.BUCKET_SIZE >= indexEnd) {
      hashIndex.expectNext((line - indexAddress) >>> Format.BUCKET_SHIFT);
    }
    return line + Format.BUCKET_SIZE;
  }

  /** Position of the entry of the first slot that fits; any position if none fits. */
  long position(long line, int fits) {
    int slot = Integer.numberOfTrailingZeros(fits | 1 << slots - 1);
    long at = line + slots + slot * positionWidth;
    long position = (Memory.getLong(at) & positionMask) << alignmentShift;
    if (position >= dataLength) {
      data.touch(position, 1); // throws the error that describes the damage
    }
    return position;
  }

  /** Address of an entry; at least {@link Mapping#SLACK} bytes can be read from there. */
  long address(long position) {
    return position + deltas[(int) (position >>> strideShift)];
  }

  /** Position of the entry with this key, or -1. */
  long find(long word) {
    long hash = XxHash64.hash(word, keyWidth);
    long line = line(hash);
    while (true) {
      for (int fits = matches(line, hash); fits != 0; fits &= fits - 1) {
        long position = position(line, fits);
        if (head(address(position), word) >= 0) {
          return position;
        }
      }
      if (!HashIndex.overflows(line)) {
        return -1;
      }
      line = nextLine(line);
    }
  }

  /** Position of the entry with this key of any length, or -1. */
  long find(byte[] key, int offset, int length) {
    long hash = XxHash64.hash(key, offset, length);
    long line = line(hash);
    while (true) {
      for (int fits = matches(line, hash); fits != 0; fits &= fits - 1) {
        long position = position(line, fits);
        if (head(position, address(position), key, offset, length) >= 0) {
          return position;
        }
      }
      if (!HashIndex.overflows(line)) {
        return -1;
      }
      line = nextLine(line);
    }
  }

  /** Offset from an entry to its value, if keys have a fixed width and the value is short. */
  int shortValueOffset() {
    return (keyWidth + 1 + alignmentMask) & ~alignmentMask;
  }

  /** Number of bytes of an entry before its value's length. */
  int head(int keyLength) {
    return keyWidth > 0 ? keyWidth : Format.varintLength(keyLength) + keyLength;
  }

  /**
   * Number of bytes before the value's length if the entry at {@code position} has this key, else
   * -1.
   */
  int head(long position, long address, byte[] key, int offset, int length) {
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
  int head(long address, long word) {
    return Memory.getWord(address, keyWidth) == word ? keyWidth : -1;
  }

  /**
   * The span of the entry at {@code position}; see {@link MappedData}.
   *
   * @param head number of bytes of the entry before its value's length, all inside the data
   */
  long span(long position, long address, int head) {
    int bytes = Memory.getShort(address + head);
    int two = bytes >>> 7 & 1;
    int length = bytes & 0x7F | (bytes >>> 8 & 0x7F & -two) << 7;
    int offset = (head + 1 + two + alignmentMask) & ~alignmentMask;
    // the length has three bytes or more, or the value is at the end of the data
    return (two & bytes >>> 15) != 0 || position + offset + length > dataLength
        ? data.span(position)
        : (long) offset << 32 | length;
  }

  /** Address of the value of the entry at a position, whatever its length. */
  long valueAddress(long position, long address, long span) {
    // a value longer than a window's slack may have a window of its own
    return MappedData.valueLength(span) <= 1 << 14
        ? address + MappedData.valueOffset(span)
        : data.address(position) + MappedData.valueOffset(span);
  }
}
