/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import io.indexkv.spark.codec.StoreKey;
import io.indexkv.store.read.KeySlice;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** Shows ranges of keys to people, as {@code from <= key < to}. */
final class RangeText {
  private static final int SHOWN = 5;
  private static final int MAX_BYTES = 32;

  private RangeText() {}

  /** The first few ranges. */
  static String of(StoreKey key, KeyRanges ranges) {
    String shown =
        ranges.slices().stream()
            .limit(SHOWN)
            .map(slice -> text(key.type(), slice))
            .collect(Collectors.joining(", "));
    return ranges.size() > SHOWN ? shown + ", … (" + ranges.size() + " ranges)" : shown;
  }

  private static String text(KeyType type, KeySlice slice) {
    if (slice.from() == null) {
      return "< " + text(type, slice.to());
    }
    String from = text(type, slice.from());
    return slice.to() == null ? ">= " + from : ">= " + from + " < " + text(type, slice.to());
  }

  /** The bound as a key if it is one, else its bytes. */
  private static String text(KeyType type, byte[] bound) {
    try {
      return KeyBytesText.of(type, bound, bound.length);
    } catch (IllegalArgumentException e) {
      String hex = HexFormat.of().formatHex(bound, 0, Math.min(MAX_BYTES, bound.length));
      return "X'" + hex + (bound.length > MAX_BYTES ? "'…" : "'");
    }
  }
}
