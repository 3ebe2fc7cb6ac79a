/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Format;

/**
 * Maximum ratio of the length of a compressed file's entries to the length of the file. Without it,
 * a file of a few bytes that claims to have gigabytes of entries could fill memory or disk.
 *
 * @param ratio maximum number of entry bytes for one byte of the file, 1 or more
 * @param option name of the option that changes the ratio, for messages
 */
public record CompressionLimit(long ratio, String option) {
  /**
   * The default ratio. Files of rows or text do not reach it: their hash index alone takes 5 bytes
   * for each entry, and codecs do not compress it.
   */
  public static final long DEFAULT_RATIO = 1000;

  /** Length of entries that every file may have: that of one block of the maximum size. */
  private static final long ALWAYS_ALLOWED = 1L << Format.MAX_BLOCK_SHIFT;

  /** The default limit of stores that are opened in plain Java. */
  public static final CompressionLimit DEFAULT = inJava(DEFAULT_RATIO);

  public CompressionLimit {
    if (ratio < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, is " + ratio);
    }
  }

  /** A limit that a user has set with the options of plain Java. */
  public static CompressionLimit inJava(long ratio) {
    return new CompressionLimit(ratio, "OpenOptions.maxCompressionRatio");
  }

  /**
   * Checks a file that is open.
   *
   * @param file its name, for messages
   * @throws UnsupportedFormatException if it inflates to more than the limit
   */
  public void check(StoreFileReader reader, String file) {
    long entries = reader.footer.dataLength();
    long stored = reader.footer.fileLength();
    if (!reader.header.isMappable() && entries > ALWAYS_ALLOWED && entries / stored >= ratio) {
      throw new UnsupportedFormatException(
          "%s: a file of %,d bytes that inflates to %,d, which is more than the allowed %,d times"
                  .formatted(file, stored, entries, ratio)
              + " its length: it could fill memory or disk. If you trust its writer, raise "
              + option);
    }
  }
}
