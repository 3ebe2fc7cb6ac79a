/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.format;

/** How full the hash index of a new file is. */
public enum HashIndexFill {
  /** Two thirds of the slots are in use: hardly a lookup goes beyond its home bucket. */
  FAST(12),

  /** Eight ninths are: where a lookup decompresses, further buckets are cheap. */
  SMALL(16);

  /** Of eighteen slots. */
  private static final int PARTS = 18;

  private final int used;

  HashIndexFill(int used) {
    this.used = used;
  }

  public static HashIndexFill of(Codec codec) {
    return codec == Codec.NONE ? FAST : SMALL;
  }

  /** Home buckets of SLOTS slots for so many entries. */
  public long homeBuckets(long entries, int slots) {
    long capacity = (long) used * slots;
    return (PARTS * entries + capacity - 1) / capacity;
  }
}
