/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** How full the hash index of a new file is. */
public enum HashIndexFill {
  /** Two thirds of the slots are in use, so that hardly a lookup leaves its home bucket. */
  FAST(12),

  /** Eight ninths of the slots are in use. For lookups that decompress, more buckets are cheap. */
  SMALL(16);

  /** A fill is given in parts of this many: how many of eighteen slots are in use. */
  private static final int PARTS = 18;

  private final int used;

  HashIndexFill(int used) {
    this.used = used;
  }

  public static HashIndexFill of(Codec codec) {
    return codec == Codec.NONE ? FAST : SMALL;
  }

  /** Number of home buckets for {@code entries}, if a bucket has {@code slots} slots. */
  public long homeBuckets(long entries, int slots) {
    long capacity = (long) used * slots;
    return (PARTS * entries + capacity - 1) / capacity;
  }
}
