/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.error.UnsupportedFormatException;
import io.indexkv.file.format.Format;

/**
 * How many times longer the entries of a compressed file may be than the file. A file of a few
 * bytes that claims to have gigabytes of entries would otherwise fill memory or disk.
 *
 * @param ratio entries' bytes to file's bytes; at least 1
 * @param option the name of the option that changes it, for messages
 */
public record CompressionLimit(long ratio, String option) {
  /**
   * More than files of rows or text reach: the hash index of a file alone takes 5 bytes for each
   * entry, which no codec makes less.
   */
  public static final long DEFAULT_RATIO = 1000;

  /** Entries of one block of the largest size may be as small as they like. */
  private static final long ALWAYS_ALLOWED = 1L << Format.MAX_BLOCK_SHIFT;

  /** The limit of stores that are opened in plain Java. */
  public static final CompressionLimit DEFAULT = inJava(DEFAULT_RATIO);

  public CompressionLimit {
    if (ratio < 1) {
      throw new IllegalArgumentException(option + " must be at least 1, is " + ratio);
    }
  }

  /** A limit that was set with the options of plain Java. */
  public static CompressionLimit inJava(long ratio) {
    return new CompressionLimit(ratio, "OpenOptions.maxCompressionRatio");
  }

  /**
   * Checks a file that is open.
   *
   * @param file its name, for messages
   * @throws UnsupportedFormatException if it inflates to more
   */
  public void check(StoreFileReader reader, String file) {
    long entries = reader.footer.dataLength();
    long stored = reader.footer.fileLength();
    if (!reader.header.isMappable() && entries > ALWAYS_ALLOWED && entries / stored >= ratio) {
      throw new UnsupportedFormatException(
          "%s: a file of %,d bytes that inflates to %,d, which is more than the allowed %,d times"
                  .formatted(file, stored, entries, ratio)
              + " its length: it could fill memory or disk. If you trust who wrote it, raise "
              + option);
    }
  }
}
