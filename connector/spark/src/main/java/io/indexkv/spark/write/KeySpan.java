/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.write;

import io.indexkv.key.KeyType;
import io.indexkv.spark.codec.KeyBytesText;
import io.indexkv.store.manifest.Layer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The range of the keys that a task has written or deleted. Only if no two tasks' ranges overlap
 * have all rows of a key met in one task.
 */
record KeySpan(int partition, byte[] smallest, byte[] largest) {

  /** The range of a task's files; empty if there are none. */
  static Optional<KeySpan> of(int partition, Layer layer) {
    return layer
        .all()
        .map(file -> new KeySpan(partition, file.info().smallestKey(), file.info().largestKey()))
        .reduce(
            (one, other) ->
                new KeySpan(
                    partition,
                    Arrays.compareUnsigned(one.smallest, other.smallest) < 0
                        ? one.smallest
                        : other.smallest,
                    Arrays.compareUnsigned(one.largest, other.largest) > 0
                        ? one.largest
                        : other.largest));
  }

  /**
   * Checks the ranges of all tasks, in any order.
   *
   * @throws IllegalStateException if two overlap
   */
  static void requireDisjoint(List<KeySpan> spans, KeyType type) {
    spans.sort(Comparator.comparing(KeySpan::smallest, Arrays::compareUnsigned));
    for (int i = 1; i < spans.size(); i++) {
      byte[] largest = spans.get(i - 1).largest;
      byte[] smallest = spans.get(i).smallest;
      if (Arrays.compareUnsigned(largest, smallest) >= 0) {
        throw new IllegalStateException(
            ("keys of two tasks overlap: those of partition %d end at key %s, those of partition %d"
                    + " begin at key %s. Spark did not keep the distribution that the write requires")
                .formatted(
                    spans.get(i - 1).partition,
                    KeyBytesText.of(type, largest, largest.length),
                    spans.get(i).partition,
                    KeyBytesText.of(type, smallest, smallest.length)));
      }
    }
  }
}
