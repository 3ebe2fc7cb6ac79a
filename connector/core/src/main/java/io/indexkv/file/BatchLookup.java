/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
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
  private static final int GROUP = 512;

  private final StoreFiles files;
  private final int[] touched;
  private final boolean whole;
  private final int keyWidth;

  /** The path until all files are verified; null if it is not used. */
  private UnverifiedBatchLookup unverified;

  /** The fast paths; null until all files are verified. */
  private FastWordLookup words;

  /** The touched offsets that the fast path for words does not touch together with the entries. */
  private int[] touchedLater;

  /** The touched offsets of a file whose entries are not touched. */
  private final int[] touchedExactly;

  private FastBytesLookup bytes;
  private DirectBatchLookup direct;

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
    touchedExactly =
        whole ? new int[] {0, FastBatchLookup.LINE, FastBatchLookup.MEDIUM} : this.touched;
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
    if (words == null && direct == null) {
      FastReader[] verified = files.verified();
      if (verified != null && files.hasDirect()) {
        direct = direct(verified);
      } else if (verified != null) {
        words = words((HashReader[]) verified);
      }
      unverified = verified == null ? unverified : null;
    }
    int hits = 0;
    for (int from = 0; from < count; from += GROUP) {
      int n = Math.min(GROUP, count - from);
      if (words != null) {
        hits += words.find(keys, from, n, addresses, lengths);
        touchValues(touchedLater, addresses, lengths, from, n);
      } else if (direct != null) {
        hits += direct.find(keys, from, n, addresses, lengths);
        touchValues(direct.isExact() ? touchedExactly : touchedLater, addresses, lengths, from, n);
      } else {
        hits += unverified().find(keys, from, n, addresses, lengths);
        touchValues(touched, addresses, lengths, from, n);
      }
    }
    return hits;
  }

  /** The fast path for words. */
  private FastWordLookup words(HashReader[] verified) {
    int further = further(verified[0]);
    return new FastWordLookup(files, verified, whole, further, GROUP);
  }

  /** The fast path for files with direct indexes. */
  private DirectBatchLookup direct(FastReader[] verified) {
    return new DirectBatchLookup(files, verified, whole, further(verified[0]), GROUP);
  }

  /**
   * The offset from an entry at which the fast path touches it besides its start: the furthest of
   * the touched offsets that it can reach. The other ones it touches later.
   */
  private int further(FastReader any) {
    int start = any.shortValueOffset();
    int furthest = -1;
    for (int offset : touched) {
      furthest = start + offset <= FastBatchLookup.MEDIUM ? Math.max(furthest, offset) : furthest;
    }
    int early = furthest;
    // the second byte is at most a cache line further: their two lines hold all bytes in between
    boolean between = start + early <= FastBatchLookup.LINE;
    touchedLater =
        Arrays.stream(touched)
            .filter(offset -> between ? offset > early : offset != early)
            .toArray();
    return early < 0 ? 0 : start + early;
  }

  boolean goesTheShortWay() {
    return words != null || bytes != null || direct != null;
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
    if (bytes == null && direct == null) {
      FastReader[] verified = files.verified();
      if (verified != null && files.hasDirect()) {
        direct = direct(verified);
      } else if (verified != null) {
        bytes = new FastBytesLookup(files, (HashReader[]) verified, whole, GROUP);
      }
      unverified = verified == null ? unverified : null;
    }
    int hits = 0;
    for (int from = 0; from < count; from += GROUP) {
      int n = Math.min(GROUP, count - from);
      if (bytes != null) {
        hits += bytes.find(keys, ends, from, n, addresses, lengths);
      } else if (direct != null) {
        hits += direct.find(keys, ends, from, n, addresses, lengths);
      } else {
        hits += unverified().find(keys, ends, from, n, from, addresses, lengths);
      }
      touchValues(touched, addresses, lengths, from, n);
    }
    return hits;
  }

  /** Copies a value, or a part of it, from the address that a lookup has returned. */
  public static void copy(long address, byte[] to, int offset, int length) {
    Memory.copy(address, to, offset, length);
  }

  private UnverifiedBatchLookup unverified() {
    if (unverified == null) {
      unverified = new UnverifiedBatchLookup(files, GROUP);
    }
    return unverified;
  }

  private static int none(int count, long[] addresses, int[] lengths) {
    for (int i = 0; i < count; i++) {
      addresses[i] = 0;
      lengths[i] = 0;
    }
    return 0;
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
