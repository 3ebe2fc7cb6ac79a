/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * Finds keys by the hash index of a file that is not completely verified. It checks every line and
 * entry before it uses them.
 *
 * @param mapped the same as {@code data} if the file is mappable, else null
 */
record HashSearch(HashIndex index, DataSpace data, MappedData mapped) {
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

  /**
   * Position of the entry with the key of this word, or -1. Searches from slot {@code from} of
   * bucket {@code home} on. The file must be mapped.
   */
  long find(long home, long homeLine, int from, long hash, long word) {
    long bucket = home;
    long line = homeLine;
    int next = from;
    while (true) {
      int slots = HashIndex.matches(line, index.used(line), hash) & -1 << next;
      for (; slots != 0; slots &= slots - 1) {
        long position = index.position(line, Integer.numberOfTrailingZeros(slots));
        if (mapped.matches(position, word)) {
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
