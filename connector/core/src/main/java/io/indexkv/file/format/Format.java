/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.util.Map;

/**
 * Magic, version, sizes and limits of docs/store-file-format.md. No other class has its numbers.
 */
public final class Format {
  /** The bytes 89 'I' 'K' 'V' 0d 0a 1a 0a, read as a little-endian long. */
  public static final long MAGIC = 0x0A1A0A0D564B4989L;

  static final int VERSION = 1;

  public static final int HEADER_SIZE = 64;
  public static final int FOOTER_SIZE = 128;
  public static final int SECTION_ALIGNMENT = 64;

  static final int MIN_BLOCK_SHIFT = 12;
  public static final int MAX_BLOCK_SHIFT = 24;

  public static final int MAX_KEY_LENGTH = 65_535;
  static final int MAX_KEY_WIDTH = 255;

  /** Maximum length of a whole entry. */
  public static final int MAX_ENTRY_LENGTH = Integer.MAX_VALUE;

  /** Required feature: the blocks need the dictionary at the beginning of the data section. */
  public static final int DICTIONARY = 1;

  /** Required feature: the index may be direct. The footer says whether it is. */
  public static final int DIRECT = 2;

  static final int KNOWN_FEATURES = DICTIONARY | DIRECT;

  /** Size of a dictionary's length and checksum, which are stored before it. */
  public static final int DICTIONARY_HEAD = 8;

  public static final int MAX_DICTIONARY = 1 << 20;

  /** Maximum size of the properties section, which readers load as a whole. */
  public static final int MAX_PROPERTIES = 64 << 20;

  public static final int BLOCK_RECORD_SIZE = 16;
  public static final int KEY_END_SIZE = 8;
  public static final int NO_ENTRY = -1;

  public static final int BUCKET_SHIFT = 6;
  public static final int BUCKET_SIZE = 1 << BUCKET_SHIFT;

  /** Bytes of a position in a slot: narrow if the data space is small enough. */
  public static final int NARROW_POSITION = 4;

  public static final int WIDE_POSITION = 5;
  public static final int MAX_POSITION_BITS = 8 * WIDE_POSITION;

  /** The position width that stands for a direct index, which stores no positions. */
  public static final int NO_POSITION = 0;

  /** Maximum key width with which an index can be direct. */
  public static final int MAX_DIRECT_WIDTH = Long.BYTES;

  /** Offset in a line of a direct index of its rank. Its bits follow. */
  public static final int LINE_RANK = 0;

  public static final int LINE_BITS = Long.BYTES;
  public static final int LINE_WORDS = (BUCKET_SIZE - LINE_BITS) / Long.BYTES;
  public static final int LINE_SLOTS = LINE_WORDS * Long.SIZE;

  /** Offset in a bucket of the tags, one byte for each slot. The positions follow them. */
  public static final int BUCKET_TAGS = 0;

  public static final int BUCKET_USED = 60;
  public static final int BUCKET_FLAGS = BUCKET_USED + 1;
  public static final int OVERFLOW = 1;
  public static final int MAX_SLOTS = BUCKET_USED / (1 + NARROW_POSITION);

  /** Size of a page, which is the part of the hash index under one checksum, as a power of two. */
  public static final int HASH_PAGE_SHIFT = 16;

  public static final int HASH_PAGE_SIZE = 1 << HASH_PAGE_SHIFT;
  public static final int BUCKETS_PER_PAGE_SHIFT = HASH_PAGE_SHIFT - BUCKET_SHIFT;

  private Format() {}

  /**
   * Checks properties before they are written.
   *
   * @throws IllegalArgumentException if they, with keys and header, are longer than a reader allows
   */
  static void checkPropertiesWritten(Map<String, String> properties) {
    long characters =
        properties.entrySet().stream()
            .mapToLong(p -> (long) p.getKey().length() + p.getValue().length())
            .sum();
    // a character has at most three bytes in UTF-8
    if (characters > MAX_PROPERTIES / 4) {
      throw new IllegalArgumentException(
          "the properties of a store file have %,d characters, expected at most %,d"
              .formatted(characters, MAX_PROPERTIES / 4));
    }
  }

  public static long alignUp(long offset, int alignment) {
    return (offset + alignment - 1) & -alignment;
  }

  /** Whether keys of this width are words: 1, 2, 4 or 8 bytes. */
  public static boolean isWord(int keyWidth) {
    return keyWidth <= Long.BYTES && Integer.bitCount(keyWidth) == 1;
  }

  public static long blocks(long dataLength, int blockShift) {
    return (dataLength >>> blockShift) + ((dataLength & ((1L << blockShift) - 1)) == 0 ? 0 : 1);
  }

  /** The width in bytes for positions that are all below {@code length}. */
  public static int positionWidth(long length, int alignmentShift) {
    return length >>> alignmentShift <= 1L << 8 * NARROW_POSITION ? NARROW_POSITION : WIDE_POSITION;
  }

  public static int slots(int positionWidth) {
    return BUCKET_USED / (1 + positionWidth);
  }

  /** Home bucket of a hash: the high 64 bits of the unsigned product of both numbers. */
  public static long homeBucket(long hash, long homeBuckets) {
    return Math.multiplyHigh(hash, homeBuckets) + ((hash >> 63) & homeBuckets);
  }

  /** The key's bytes, 8 at most, as a big-endian unsigned number. */
  public static long keyNumber(byte[] key, int offset, int length) {
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << Byte.SIZE | key[offset + i] & 0xFF;
    }
    return number;
  }

  /** Number of lines that a direct index with gaps has for so many slots. */
  public static long lines(long slots) {
    return (slots + LINE_SLOTS - 1) / LINE_SLOTS;
  }

  public static int varintLength(int value) {
    return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
  }
}
