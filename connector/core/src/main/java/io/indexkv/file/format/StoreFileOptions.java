/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.util.Map;

/**
 * How a writer lays out a store file.
 *
 * @param keyWidth number of bytes of every key, 1 to 255, or 0 if keys vary in length
 * @param alignment 1 or 8: entries and values start at multiples of this many bytes in the data
 *     space
 * @param blockSize bytes of a data block, a power of two from 4 KiB to 16 MiB
 * @param compression how blocks are compressed; an uncompressed file can be mapped
 * @param properties free text stored with the file, for example its schema; names that begin with
 *     {@code indexkv.} are reserved
 */
public record StoreFileOptions(
    int keyWidth,
    int alignment,
    int blockSize,
    Compression compression,
    Map<String, String> properties) {
  public static final int DEFAULT_BLOCK_SIZE = 64 << 10;

  public StoreFileOptions {
    if (keyWidth < 0 || keyWidth > Format.MAX_KEY_WIDTH) {
      throw new IllegalArgumentException("key width must be from 0 to 255, is " + keyWidth);
    }
    if (alignment != 1 && alignment != 8) {
      throw new IllegalArgumentException("alignment must be 1 or 8, is " + alignment);
    }
    if (Integer.bitCount(blockSize) != 1
        || blockSize < 1 << Format.MIN_BLOCK_SHIFT
        || blockSize > 1 << Format.MAX_BLOCK_SHIFT) {
      throw new IllegalArgumentException(
          "block size must be a power of two from 4096 to 16777216 bytes, is " + blockSize);
    }
    for (String name : properties.keySet()) {
      if (name.startsWith(Properties.RESERVED)) {
        throw new IllegalArgumentException(
            "property '"
                + name
                + "': names that begin with "
                + Properties.RESERVED
                + " are reserved; take another");
      }
    }
    Format.checkPropertiesWritten(properties);
    properties = Map.copyOf(properties);
  }

  /** Options without compression. */
  public StoreFileOptions(
      int keyWidth, int alignment, int blockSize, Map<String, String> properties) {
    this(keyWidth, alignment, blockSize, Compression.none(), properties);
  }

  public int blockShift() {
    return Integer.numberOfTrailingZeros(blockSize);
  }

  public int alignmentShift() {
    return Integer.numberOfTrailingZeros(alignment);
  }
}
