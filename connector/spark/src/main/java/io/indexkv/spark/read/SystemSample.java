/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.manifest.Manifest;
import io.indexkv.store.read.KeySlice;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

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
   * Draws a number from 0 to 1 for each slice, and takes the slice if the number is in a range.
   *
   * @param lower least number, included
   * @param upper end of the range, excluded
   */
  static KeyRanges of(Manifest manifest, double lower, double upper, long seed) {
    long size = Math.max(MIN_BYTES, manifest.bytes() / SLICES);
    SplittableRandom random = new SplittableRandom(seed);
    List<KeySlice> taken = new ArrayList<>();
    for (RangePartition part : RangePartition.plan(manifest, KeyRanges.ALL, size)) {
      double drawn = random.nextDouble();
      if (lower <= drawn && drawn < upper) {
        part.runs().forEach(run -> taken.addAll(run.slices()));
      }
    }
    return KeyRanges.of(taken);
  }
}
