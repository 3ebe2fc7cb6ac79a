/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The keys of a {@code TABLESAMPLE SYSTEM}: whole slices of a store, so that tasks do not read the
 * others. The same version and seed give the same slices.
 */
final class SystemSample {
  /** About how many slices a large store has. */
  private static final int SLICES = 1000;

  /** About how many bytes of files a slice has at least. */
  private static final long MIN_BYTES = 16 << 10;

  private SystemSample() {}

  /**
   * Gives the slices numbers that lie evenly from 0 to 1, in random order, and takes the slices
   * whose number is in a range. So a sample has its part of the slices, but for one or two.
   *
   * @param lower least number, included
   * @param upper end of the range, excluded
   */
  static KeyRanges of(Manifest manifest, double lower, double upper, long seed) {
    long size = Math.max(MIN_BYTES, manifest.bytes() / SLICES);
    Random random = new Random(seed);
    List<RangePartition> parts = RangePartition.plan(manifest, KeyRanges.ALL, size);
    List<Integer> ranks = new ArrayList<>(IntStream.range(0, parts.size()).boxed().toList());
    Collections.shuffle(ranks, random);
    double offset = random.nextDouble();
    List<KeySlice> taken = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      double number = (ranks.get(i) + offset) / parts.size();
      if (lower <= number && number < upper) {
        parts.get(i).runs().forEach(run -> taken.addAll(run.slices()));
      }
    }
    return KeyRanges.of(taken);
  }
}
