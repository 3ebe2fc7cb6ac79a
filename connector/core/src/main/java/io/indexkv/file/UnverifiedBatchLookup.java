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

  /** The search of each file with a hash index; null for a file with a direct one. */
  private final HashSearch[] searches;

  // scratch arrays with an element for each key of a group that is looked up by a hash index
  private final int[] place;
  private final int[] start;
  private final int[] length;
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
    searches = new HashSearch[files.count()];
    for (int f = 0; f < searches.length; f++) {
      searches[f] = files.reader(f).search instanceof HashSearch search ? search : null;
    }
    place = new int[group];
    start = new int[group];
    length = new int[group];
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
    boolean one = files.count() == 1;
    int hits = 0;
    int hashed = 0;
    int at = from == 0 ? 0 : ends[from - 1];
    for (int i = 0; i < n; i++) {
      int size = ends[from + i] - at;
      files.checkWidth(size);
      int f = one ? 0 : Math.max(0, files.route(keys, at, size));
      if (searches[f] != null) {
        hash(hashed++, f, keys, at, size, out + i);
      } else {
        // takes a line at most, so there are no stages
        MappedReader reader = files.reader(f);
        hits += result(reader, reader.search.find(keys, at, size), out + i, addresses, lengths);
      }
      at += size;
    }
    touchLines(hashed);
    matchSlots(hashed);
    touchEntries(hashed);
    for (int i = 0; i < hashed; i++) {
      MappedReader f = files.reader(file[i]);
      hits += result(f, compare(f, i, keys), place[i], addresses, lengths);
    }
    return hits;
  }

  /** Hashes a key, and notes it as key {@code i} of those that go through the stages. */
  private void hash(int i, int f, byte[] keys, int at, int size, int out) {
    long h = XxHash64.hash(keys, at, size);
    HashIndex index = searches[f].index();
    place[i] = out;
    start[i] = at;
    length[i] = size;
    hash[i] = h;
    file[i] = f;
    bucket[i] = index.home(h);
    line[i] = index.line(bucket[i]);
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
      HashIndex index = searches[file[i]].index();
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
  private long compare(MappedReader f, int i, byte[] keys) {
    long p = position[i];
    if (entry[i] != 0 && f.data.matches(p, keys, start[i], length[i])) {
      return p;
    }
    if (slot[i] < 0 && !HashIndex.overflows(line[i])) {
      return -1;
    }
    int next = slot[i] < 0 ? Format.MAX_SLOTS : slot[i] + 1;
    return searches[file[i]].find(bucket[i], line[i], next, hash[i], keys, start[i], length[i]);
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
