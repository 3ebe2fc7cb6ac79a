/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.compat;

import org.apache.spark.unsafe.hash.Murmur3_x86_32;

/** Sends rows to partitions of one's own choice by Spark's hash partitioning. */
public final class HashedPartitions {
  /** The seed of Spark's hash partitioning. */
  private static final int SEED = 42;

  private HashedPartitions() {}

  /** For each of {@code count} partitions, a value that hash partitioning sends there. */
  public static int[] numbers(int count) {
    int[] out = new int[count];
    boolean[] done = new boolean[count];
    for (int number = 0, left = count; left > 0; number++) {
      int partition = Math.floorMod(Murmur3_x86_32.hashInt(number, SEED), count);
      if (!done[partition]) {
        done[partition] = true;
        out[partition] = number;
        left--;
      }
    }
    return out;
  }
}
