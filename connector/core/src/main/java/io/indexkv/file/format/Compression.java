/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

import java.io.Serializable;
import java.util.Objects;

/**
 * How a writer compresses the blocks of a store file.
 *
 * @param level level of Zstandard, 1 (fast) to 22 (small); 0 for the other codecs
 * @param dictionarySize maximum size in bytes of a dictionary that the writer trains on the first
 *     blocks of the file, up to 1 MiB; 0 for none
 */
public record Compression(Codec codec, int level, int dictionarySize) implements Serializable {
  private static final int MAX_DICTIONARY = 1 << 20;
  private static final int MIN_DICTIONARY = 256;

  public Compression {
    Objects.requireNonNull(codec, "codec");
    boolean zstd = codec == Codec.ZSTD;
    if (zstd ? level < 1 || level > 22 : level != 0) {
      throw new IllegalArgumentException(
          "level of codec %s must be %s, is %d".formatted(codec, zstd ? "1 to 22" : "0", level));
    }
    boolean sized = dictionarySize >= MIN_DICTIONARY && dictionarySize <= MAX_DICTIONARY;
    if (dictionarySize != 0 && !(zstd && sized)) {
      throw new IllegalArgumentException(
          "dictionary size of codec %s must be %s, is %d"
              .formatted(codec, zstd ? "0 or 256 to 1048576" : "0", dictionarySize));
    }
  }

  public static Compression none() {
    return new Compression(Codec.NONE, 0, 0);
  }

  public static Compression lz4() {
    return new Compression(Codec.LZ4, 0, 0);
  }

  public static Compression zstd(int level) {
    return new Compression(Codec.ZSTD, level, 0);
  }

  /** The same compression with a trained dictionary of at most {@code size} bytes. */
  public Compression withDictionary(int size) {
    return new Compression(codec, level, size);
  }
}
