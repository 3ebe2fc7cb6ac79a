/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.conf;

import io.indexkv.file.format.Compression;
import java.util.Locale;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Reads the options for the compression of blocks. */
final class CodecOptions {
  private static final int DEFAULT_LEVEL = 3;

  private CodecOptions() {}

  /**
   * The compression that the options of a write ask for.
   *
   * @throws IllegalArgumentException naming the option, the value and what is allowed
   */
  static Compression of(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.CODEC, "none");
    String codec = text.strip().toLowerCase(Locale.ROOT);
    return switch (codec) {
      case "none", "lz4" -> {
        refuse(options, StoreOption.CODEC_LEVEL, codec);
        refuse(options, StoreOption.DICTIONARY_SIZE, codec);
        yield codec.equals("lz4") ? Compression.lz4() : Compression.none();
      }
      case "zstd" -> Compression.zstd(level(options)).withDictionary(dictionarySize(options));
      default ->
          throw new IllegalArgumentException(
              "option '%s' is '%s': expected none, lz4 or zstd".formatted(StoreOption.CODEC, text));
    };
  }

  private static void refuse(CaseInsensitiveStringMap options, String option, String codec) {
    if (options.containsKey(option)) {
      throw new IllegalArgumentException(
          "option '%s' is '%s', but codec %s has none: leave it out, or set option '%s' to zstd"
              .formatted(option, options.get(option), codec, StoreOption.CODEC));
    }
  }

  private static int level(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.CODEC_LEVEL, "" + DEFAULT_LEVEL);
    try {
      int level = Integer.parseInt(text.strip());
      if (level >= 1 && level <= 22) {
        return level;
      }
    } catch (NumberFormatException e) {
      // the message below covers this, too
    }
    throw new IllegalArgumentException(
        "option '%s' is '%s': expected a number from 1 (fast) to 22 (small)"
            .formatted(StoreOption.CODEC_LEVEL, text));
  }

  private static int dictionarySize(CaseInsensitiveStringMap options) {
    String text = options.getOrDefault(StoreOption.DICTIONARY_SIZE, "0");
    long bytes = SizeOption.bytes(StoreOption.DICTIONARY_SIZE, text);
    if (bytes != 0 && (bytes < 256 || bytes > 1 << 20)) {
      throw new IllegalArgumentException(
          "option '%s' is '%s': expected 0 for none, or 256 bytes to 1m"
              .formatted(StoreOption.DICTIONARY_SIZE, text));
    }
    return (int) bytes;
  }
}
