/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli;

import io.indexkv.cli.error.UsageException;
import io.indexkv.cli.output.Text;
import io.indexkv.file.format.Compression;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codecs as options name them. */
final class Codecs {
  private static final Pattern ZSTD = Pattern.compile("zstd(?::(\\d{1,2}))?");
  private static final int USUAL_LEVEL = 3;

  private Codecs() {}

  /**
   * The codec of a text: none, lz4, zstd, or zstd with a level such as zstd:9.
   *
   * @throws UsageException if it is none of these
   */
  static Compression of(String option, String text) {
    Matcher zstd = ZSTD.matcher(text);
    if (zstd.matches()) {
      int level = zstd.group(1) == null ? USUAL_LEVEL : Integer.parseInt(zstd.group(1));
      try {
        return Compression.zstd(level);
      } catch (IllegalArgumentException e) {
        throw new UsageException(option + ": " + e.getMessage(), e);
      }
    }
    return switch (text) {
      case "none" -> Compression.none();
      case "lz4" -> Compression.lz4();
      default ->
          throw new UsageException(
              option + ": expected none, lz4, zstd or zstd:9, found " + Text.escaped(text));
    };
  }
}
