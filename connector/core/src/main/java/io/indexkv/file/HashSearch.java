/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.index.HashIndex;

/** Finds keys by a hash index. */
record HashSearch(HashIndex index, DataSpace data) implements KeySearch {
  @Override
  public long find(byte[] key, int offset, int length) {
    long hash = XxHash64.hash(key, offset, length);
    long home = index.home(hash);
    return find(home, index.line(home), 0, hash, key, offset, length);
  }

  /**
   * Position of the entry with this key, or -1. Searches from slot {@code from} of bucket {@code
   * home} on.
   */
  long find(long home, long homeLine, int from, long hash, byte[] key, int offset, int length) {
    long bucket = home;
    long line = homeLine;
    int next = from;
    while (true) {
      int slots = HashIndex.matches(line, index.used(line), hash) & -1 << next;
      for (; slots != 0; slots &= slots - 1) {
        long position = index.position(line, Integer.numberOfTrailingZeros(slots));
        if (data.matches(position, key, offset, length)) {
          return position;
        }
      }
      if (!HashIndex.overflows(line)) {
        return -1;
      }
      line = index.nextLine(bucket++);
      next = 0;
    }
  }
}
