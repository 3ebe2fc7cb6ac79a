/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.util.Map;

/** Magic, version, sizes and limits of docs/store-file-format.md; nothing else knows a number. */
final class Format {
  /** The bytes 89 'I' 'K' 'V' 0d 0a 1a 0a, read as a little-endian long. */
  static final long MAGIC = 0x0A1A0A0D564B4989L;

  static final int VERSION = 1;

  static final int HEADER_SIZE = 64;
  static final int FOOTER_SIZE = 128;
  static final int SECTION_ALIGNMENT = 64;

  static final int MIN_BLOCK_SHIFT = 12;
  static final int MAX_BLOCK_SHIFT = 24;

  static final int MAX_KEY_LENGTH = 65_535;
  static final int MAX_KEY_WIDTH = 255;

  /** Of an entry as a whole. */
  static final int MAX_ENTRY_LENGTH = Integer.MAX_VALUE;

  /** Required feature: the blocks need the dictionary at the beginning of the data section. */
  static final int DICTIONARY = 1;

  /** Its length and checksum. */
  static final int DICTIONARY_HEAD = 8;

  static final int MAX_DICTIONARY = 1 << 20;

  /** Of the properties section, which is read whole. */
  static final int MAX_PROPERTIES = 64 << 20;

  static final int BLOCK_RECORD_SIZE = 16;
  static final int KEY_END_SIZE = 8;
  static final int NO_ENTRY = -1;

  static final int BUCKET_SHIFT = 6;
  static final int BUCKET_SIZE = 1 << BUCKET_SHIFT;

  /** Bytes of a position in a slot: narrow wherever the data space allows it. */
  static final int NARROW_POSITION = 4;

  static final int WIDE_POSITION = 5;
  static final int MAX_POSITION_BITS = 8 * WIDE_POSITION;

  /** One byte a slot, then one position a slot, up to what follows. */
  static final int BUCKET_TAGS = 0;

  static final int BUCKET_USED = 60;
  static final int BUCKET_FLAGS = BUCKET_USED + 1;
  static final int OVERFLOW = 1;
  static final int MAX_SLOTS = BUCKET_USED / (1 + NARROW_POSITION);

  /** Bytes of the hash index under one checksum. */
  static final int HASH_PAGE_SHIFT = 16;

  static final int HASH_PAGE_SIZE = 1 << HASH_PAGE_SHIFT;
  static final int BUCKETS_PER_PAGE_SHIFT = HASH_PAGE_SHIFT - BUCKET_SHIFT;

  private Format() {}

  /**
   * @throws IllegalArgumentException if no reader would read as many, beside keys and header
   */
  static void checkPropertiesWritten(Map<String, String> properties) {
    long characters =
        properties.entrySet().stream()
            .mapToLong(p -> (long) p.getKey().length() + p.getValue().length())
            .sum();
    // a character has three bytes at most in UTF-8
    if (characters > MAX_PROPERTIES / 4) {
      throw new IllegalArgumentException(
          "the properties of a store file have %,d characters, expected at most %,d"
              .formatted(characters, MAX_PROPERTIES / 4));
    }
  }

  static long alignUp(long offset, int alignment) {
    return (offset + alignment - 1) & -alignment;
  }

  /** Whether keys of this width are words: 1, 2, 4 or 8 bytes. */
  static boolean isWord(int keyWidth) {
    return keyWidth <= Long.BYTES && Integer.bitCount(keyWidth) == 1;
  }

  static long blocks(long dataLength, int blockShift) {
    return (dataLength >>> blockShift) + ((dataLength & ((1L << blockShift) - 1)) == 0 ? 0 : 1);
  }

  /** The width for positions that are all below LENGTH. */
  static int positionWidth(long length, int alignmentShift) {
    return length >>> alignmentShift <= 1L << 8 * NARROW_POSITION ? NARROW_POSITION : WIDE_POSITION;
  }

  static int slots(int positionWidth) {
    return BUCKET_USED / (1 + positionWidth);
  }

  /** Home bucket of a hash: the high 64 bits of the unsigned product. */
  static long homeBucket(long hash, long homeBuckets) {
    return Math.multiplyHigh(hash, homeBuckets) + ((hash >> 63) & homeBuckets);
  }

  static int varintLength(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }
}
