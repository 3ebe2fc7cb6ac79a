/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The keys of a point read.
 *
 * @param keys encoded, ascending in unsigned order, without duplicates
 */
record PointKeys(List<byte[]> keys) {
  private static final int SHOWN = 5;

  static PointKeys of(Collection<byte[]> keys) {
    TreeSet<byte[]> sorted = new TreeSet<>(Arrays::compareUnsigned);
    sorted.addAll(keys);
    return new PointKeys(List.copyOf(sorted));
  }

  /** Those of the keys that are in some ranges. */
  PointKeys in(KeyRanges ranges) {
    List<KeySlice> slices = ranges.slices();
    List<byte[]> kept = new ArrayList<>();
    int next = 0;
    for (byte[] key : keys) {
      while (next < slices.size() && KeyRanges.compareEnds(slices.get(next).to(), key) <= 0) {
        next++;
      }
      if (next < slices.size() && slices.get(next).holds(key, 0, key.length)) {
        kept.add(key);
      }
    }
    return new PointKeys(List.copyOf(kept));
  }

  /** The first few keys, for plans. */
  String text(KeyType type) {
    String shown =
        keys.stream()
            .limit(SHOWN)
            .map(key -> KeyBytesText.of(type, key, key.length))
            .collect(Collectors.joining(", "));
    return keys.size() > SHOWN ? shown + ", … (" + keys.size() + " keys)" : shown;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PointKeys that
        && Arrays.deepEquals(keys.toArray(), that.keys.toArray());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(keys.toArray());
  }
}
