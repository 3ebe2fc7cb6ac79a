/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.Format;
import io.indexkv.file.index.HashIndex;

/**
 * The path of {@link BatchLookup} until all files are verified. It has the stages of the fast path,
 * and checks every line and entry before it uses them. One instance per thread.
 */
final class UnverifiedBatchLookup {
  private final StoreFiles files;

  /** Whether a file has a direct index. */
  private final boolean direct;

  // scratch arrays with an element for each key of a group
  private final int[] file;
  private final long[] hash;
  private final long[] bucket;
  private final long[] line;
  private final int[] slot;
  private final long[] position;
  private final long[] entry;

  // the bytes of keys that are given as words
  private final byte[] wordBytes;
  private final int[] wordEnds;

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private long sink;

  UnverifiedBatchLookup(StoreFiles files, int group) {
    this.files = files;
    direct = files.hasDirect();
    file = new int[group];
    hash = new long[group];
    bucket = new long[group];
    line = new long[group];
    slot = new int[group];
    position = new long[group];
    entry = new long[group];
    wordBytes = new byte[group * Long.BYTES];
    wordEnds = new int[group];
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(long[], int,
   * long[], int[])} does.
   */
  int find(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    int width = files.keyWidth();
    int end = 0;
    for (int i = 0; i < n; i++) {
      long word = keys[from + i];
      for (int b = 0; b < width; b++) {
        wordBytes[end++] = (byte) (word >>> 8 * b);
      }
      wordEnds[i] = end;
    }
    return find(wordBytes, wordEnds, 0, n, from, addresses, lengths);
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(byte[], int[],
   * int, long[], int[])} does.
   *
   * @param out index of the first key's result
   */
  int find(byte[] keys, int[] ends, int from, int n, int out, long[] addresses, int[] lengths) {
    if (direct) {
      return each(keys, ends, from, n, out, addresses, lengths);
    }
    routeAndHash(keys, ends, from, n);
    touchLines(n);
    matchSlots(n);
    touchEntries(n);
    int hits = 0;
    for (int i = 0; i < n; i++) {
      MappedReader f = files.reader(file[i]);
      int start = start(ends, from + i);
      long p = compare(f, i, keys, start, ends[from + i] - start);
      hits += result(f, p, out + i, addresses, lengths);
    }
    return hits;
  }

  /**
   * Looks up one key after the other, where a file has a direct index. That takes so few
   * instructions that the processor begins the next key before it has this one's memory.
   */
  private int each(
      byte[] keys, int[] ends, int from, int n, int out, long[] addresses, int[] lengths) {
    int hits = 0;
    for (int i = 0; i < n; i++) {
      int start = start(ends, from + i);
      int length = ends[from + i] - start;
      files.checkWidth(length);
      MappedReader f = files.reader(Math.max(0, files.route(keys, start, length)));
      hits += result(f, f.search.find(keys, start, length), out + i, addresses, lengths);
    }
    return hits;
  }

  private void routeAndHash(byte[] keys, int[] ends, int from, int n) {
    boolean one = files.count() == 1;
    for (int i = 0; i < n; i++) {
      int start = start(ends, from + i);
      int length = ends[from + i] - start;
      files.checkWidth(length);
      long h = XxHash64.hash(keys, start, length);
      int f = one ? 0 : Math.max(0, files.route(keys, start, length));
      HashIndex index = search(files.reader(f)).index();
      hash[i] = h;
      file[i] = f;
      bucket[i] = index.home(h);
      line[i] = index.line(bucket[i]);
    }
  }

  private static HashSearch search(MappedReader f) {
    return (HashSearch) f.search;
  }

  private static int start(int[] ends, int i) {
    return i == 0 ? 0 : ends[i - 1];
  }

  private void touchLines(int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += Memory.getByte(line[i] + Format.BUCKET_USED);
    }
    sink += s;
  }

  /**
   * Finds for each key the first entry in its home bucket whose tag fits, by position and address.
   * The address is 0 if no tag fits.
   */
  private void matchSlots(int n) {
    for (int i = 0; i < n; i++) {
      MappedReader f = files.reader(file[i]);
      HashIndex index = search(f).index();
      long l = line[i];
      int slots = HashIndex.matches(l, index.used(l), hash[i]);
      int s = slots == 0 ? -1 : Integer.numberOfTrailingZeros(slots);
      slot[i] = s;
      if (s >= 0) {
        long p = index.position(l, s);
        position[i] = p;
        if (!f.data.isTouched(p, 1)) {
          f.data.touch(p, 1);
        }
        entry[i] = f.data.address(p);
      } else {
        entry[i] = 0;
      }
    }
  }

  private void touchEntries(int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      if (entry[i] != 0) {
        s += Memory.getByte(entry[i]);
      }
    }
    sink += s;
  }

  /**
   * Position of the entry with key {@code i}, or -1. Looks at the slot that fits first, then at the
   * bucket's other slots, then at the buckets that it overflows to.
   */
  private long compare(MappedReader f, int i, byte[] keys, int start, int length) {
    long p = position[i];
    if (entry[i] != 0 && f.data.matches(p, keys, start, length)) {
      return p;
    }
    if (slot[i] < 0 && !HashIndex.overflows(line[i])) {
      return -1;
    }
    int next = slot[i] < 0 ? Format.MAX_SLOTS : slot[i] + 1;
    return search(f).find(bucket[i], line[i], next, hash[i], keys, start, length);
  }

  private static int result(MappedReader f, long position, int i, long[] addresses, int[] lengths) {
    if (position < 0) {
      addresses[i] = 0;
      lengths[i] = 0;
      return 0;
    }
    long span = f.data.found(position);
    addresses[i] = f.data.address(position) + MappedData.valueOffset(span);
    lengths[i] = MappedData.valueLength(span);
    return 1;
  }
}
