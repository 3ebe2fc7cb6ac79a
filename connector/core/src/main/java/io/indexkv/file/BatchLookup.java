/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.XxHash64;
import io.indexkv.file.format.Format;
import java.util.Arrays;

/**
 * Looks up keys in batches. It works in stages, so that the memory latencies of a batch's keys
 * overlap: first all hashes, then all index lines, then all entries, then all comparisons.
 * Allocates nothing per key. One instance per thread; valid while the files are open.
 */
public final class BatchLookup {
  /** Stands for all offsets in a value: the caller will read most of it. */
  public static final int WHOLE = -1;

  /**
   * Number of keys that go through the stages together. It is large enough for their latencies to
   * overlap, and small enough for the scratch arrays to stay in the processor's cache.
   */
  private static final int STAGE = 512;

  private final StoreFiles files;
  private final int[] touched;
  private final boolean whole;
  private final int keyWidth;

  // scratch arrays with an element for each key of the stage
  private final int[] file = new int[STAGE];
  private final long[] hash = new long[STAGE];
  private final long[] bucket = new long[STAGE];
  private final long[] line = new long[STAGE];
  private final int[] slot = new int[STAGE];
  private final long[] position = new long[STAGE];
  private final long[] entry = new long[STAGE];

  /** The fast paths; null until all files are verified. */
  private FastWordLookup words;

  /** The touched offsets that the fast path for words does not touch together with the entries. */
  private int[] touchedLater;

  private FastBytesLookup bytes;

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private long sink;

  /**
   * A lookup in {@code files}.
   *
   * @param touched offsets in the value that the caller will read after a hit, or {@link #WHOLE}
   *     alone. The last stage touches them, so that their cache misses overlap, too.
   */
  public BatchLookup(StoreFiles files, int... touched) {
    this.files = files;
    whole = touched.length == 1 && touched[0] == WHOLE;
    this.touched = whole ? new int[0] : touched.clone();
    keyWidth = files.keyWidth();
  }

  /**
   * Looks up keys of a fixed width of 1, 2, 4 or 8 bytes.
   *
   * @param keys the encoded key bytes, each read as one little-endian word (see {@code
   *     io.indexkv.key.KeyType})
   * @param count number of keys to look up
   * @param addresses output: native address of the value of {@code keys[i]}, or 0 if absent
   * @param lengths output: length of that value in bytes, or 0 if absent
   * @return the number of keys found
   */
  public int find(long[] keys, int count, long[] addresses, int[] lengths) {
    if (files.count() == 0) {
      return none(count, addresses, lengths);
    }
    if (!files.hasWords()) {
      throw new IllegalStateException("keys of width " + keyWidth + " have no words");
    }
    if (words == null) {
      FastReader[] verified = files.verified();
      words = verified == null ? null : words(verified);
    }
    int hits = 0;
    for (int from = 0; from < count; from += STAGE) {
      int n = Math.min(STAGE, count - from);
      if (words != null) {
        hits += words.find(keys, from, n, addresses, lengths);
        touchValues(touchedLater, addresses, lengths, from, n);
      } else {
        routeAndHash(keys, from, n);
        touchLines(n);
        matchSlots(n);
        touchEntries(n);
        hits += compare(keys, from, n, addresses, lengths);
        touchValues(touched, addresses, lengths, from, n);
      }
    }
    return hits;
  }

  /** The fast path for words. It touches the furthest of the offsets that it can reach. */
  private FastWordLookup words(FastReader[] verified) {
    int start = verified[0].shortValueOffset();
    int most = -1;
    for (int offset : touched) {
      most = start + offset <= FastBatchLookup.MEDIUM ? Math.max(most, offset) : most;
    }
    int early = most;
    // the second byte is at most a cache line further: their two lines hold all bytes in between
    boolean between = start + early <= FastBatchLookup.LINE;
    touchedLater =
        Arrays.stream(touched)
            .filter(offset -> between ? offset > early : offset != early)
            .toArray();
    return new FastWordLookup(files, verified, whole, early < 0 ? 0 : start + early, STAGE);
  }

  boolean goesTheShortWay() {
    return words != null || bytes != null;
  }

  /**
   * Looks up keys of any length. Key i has the bytes of {@code keys} from {@code ends[i - 1]} (0
   * for the first key) to {@code ends[i]}.
   *
   * @param addresses output: native address of each key's value, or 0 if absent
   * @param lengths output: length of each value in bytes, or 0 if absent
   * @return the number of keys found
   */
  public int find(byte[] keys, int[] ends, int count, long[] addresses, int[] lengths) {
    if (files.count() == 0) {
      return none(count, addresses, lengths);
    }
    if (bytes == null) {
      FastReader[] verified = files.verified();
      bytes = verified == null ? null : new FastBytesLookup(files, verified, whole, STAGE);
    }
    int hits = 0;
    for (int from = 0; from < count; from += STAGE) {
      int n = Math.min(STAGE, count - from);
      if (bytes != null) {
        hits += bytes.find(keys, ends, from, n, addresses, lengths);
      } else {
        routeAndHash(keys, ends, from, n);
        touchLines(n);
        matchSlots(n);
        touchEntries(n);
        hits += compare(keys, ends, from, n, addresses, lengths);
      }
      touchValues(touched, addresses, lengths, from, n);
    }
    return hits;
  }

  /** Copies a value, or a part of it, from the address that a lookup has returned. */
  public static void copy(long address, byte[] to, int offset, int length) {
    Memory.copy(address, to, offset, length);
  }

  private static int none(int count, long[] addresses, int[] lengths) {
    for (int i = 0; i < count; i++) {
      addresses[i] = 0;
      lengths[i] = 0;
    }
    return 0;
  }

  private void routeAndHash(long[] keys, int from, int n) {
    int width = keyWidth;
    if (files.count() == 1) {
      HashIndex index = files.reader(0).hashIndex;
      for (int i = 0; i < n; i++) {
        long h = XxHash64.hash(keys[from + i], width);
        hash[i] = h;
        file[i] = 0;
        bucket[i] = index.home(h);
        line[i] = index.line(bucket[i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      long h = XxHash64.hash(keys[from + i], width);
      int f = files.route(keys[from + i]);
      HashIndex index = files.reader(f).hashIndex;
      hash[i] = h;
      file[i] = f;
      bucket[i] = index.home(h);
      line[i] = index.line(bucket[i]);
    }
  }

  private void routeAndHash(byte[] keys, int[] ends, int from, int n) {
    for (int i = 0; i < n; i++) {
      int start = start(ends, from + i);
      int length = ends[from + i] - start;
      files.checkWidth(length);
      long h = XxHash64.hash(keys, start, length);
      int f = Math.max(0, files.route(keys, start, length));
      HashIndex index = files.reader(f).hashIndex;
      hash[i] = h;
      file[i] = f;
      bucket[i] = index.home(h);
      line[i] = index.line(bucket[i]);
    }
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
      StoreFileReader f = files.reader(file[i]);
      HashIndex index = f.hashIndex;
      long l = line[i];
      int slots = HashIndex.matches(l, index.used(l), hash[i]);
      int s = slots == 0 ? -1 : Integer.numberOfTrailingZeros(slots);
      slot[i] = s;
      if (s >= 0) {
        long p = index.position(l, s);
        position[i] = p;
        if (!f.mapped.isTouched(p, 1)) {
          f.mapped.touch(p, 1);
        }
        entry[i] = f.mapped.address(p);
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

  private int compare(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    int hits = 0;
    for (int i = 0; i < n; i++) {
      StoreFileReader f = files.reader(file[i]);
      long p = position[i];
      if (entry[i] == 0 || !f.mapped.matches(p, keys[from + i])) {
        p = slot[i] < 0 && !HashIndex.overflows(line[i]) ? -1 : further(f, i, keys[from + i]);
      }
      hits += result(f, p, from + i, addresses, lengths);
    }
    return hits;
  }

  private int compare(byte[] keys, int[] ends, int from, int n, long[] addresses, int[] lengths) {
    int hits = 0;
    for (int i = 0; i < n; i++) {
      StoreFileReader f = files.reader(file[i]);
      int start = start(ends, from + i);
      int length = ends[from + i] - start;
      long p = position[i];
      if (entry[i] == 0 || !f.mapped.matches(p, keys, start, length)) {
        p = slot[i] < 0 && !HashIndex.overflows(line[i]) ? -1 : further(f, i, keys, start, length);
      }
      hits += result(f, p, from + i, addresses, lengths);
    }
    return hits;
  }

  private static int result(
      StoreFileReader f, long position, int i, long[] addresses, int[] lengths) {
    if (position < 0) {
      addresses[i] = 0;
      lengths[i] = 0;
      return 0;
    }
    long span = f.mapped.found(position);
    addresses[i] = f.mapped.address(position) + MappedData.valueOffset(span);
    lengths[i] = MappedData.valueLength(span);
    return 1;
  }

  /**
   * Continues behind the slot that was compared: first with the bucket's other slots, then with the
   * buckets that it overflows to.
   */
  private long further(StoreFileReader f, int i, long word) {
    int next = slot[i] < 0 ? Format.MAX_SLOTS : slot[i] + 1;
    return f.hashSearch.find(bucket[i], line[i], next, hash[i], word);
  }

  private long further(StoreFileReader f, int i, byte[] key, int start, int length) {
    int next = slot[i] < 0 ? Format.MAX_SLOTS : slot[i] + 1;
    return f.hashSearch.find(bucket[i], line[i], next, hash[i], key, start, length);
  }

  private void touchValues(int[] offsets, long[] addresses, int[] lengths, int from, int n) {
    long s = 0;
    for (int offset : offsets) {
      for (int i = from; i < from + n; i++) {
        if (offset < lengths[i]) {
          s += Memory.getByte(addresses[i] + offset);
        }
      }
    }
    sink += s;
  }
}
