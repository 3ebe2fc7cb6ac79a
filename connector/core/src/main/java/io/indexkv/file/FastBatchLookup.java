/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Format;

/**
 * The short way of {@link BatchLookup} once all files are verified, in stages: all hashes, all
 * index lines, all entries, all comparisons. Those that are not found at once, because another key
 * has the same tag or the bucket overflows, go through the stages again, together. One instance per
 * thread.
 */
abstract sealed class FastBatchLookup permits FastWordLookup, FastBytesLookup {
  static final int LINE = 64;

  /**
   * What many an entry is longer than. Files have as many bytes behind their last entry, and maps
   * behind the last line ({@link Mapping#contiguous}).
   */
  static final int MEDIUM = 112;

  final StoreFiles files;
  private final FastReader[] verified;

  /** Whether the caller will read all of a value, so that its further lines are touched too. */
  private final boolean whole;

  /** How far from an entry's start, at most {@link #MEDIUM}, it is touched too. */
  private final int further;

  // scratch, an element a key of the stage
  final int[] file;
  final long[] hash;
  final long[] entry;
  final long[] position;
  final long[] line;
  private final int[] slots;
  private final int[] pending;

  /** What the touches read, so that they are not optimised away. */
  private long sink;

  FastBatchLookup(StoreFiles files, FastReader[] verified, boolean whole, int further, int stage) {
    this.files = files;
    this.verified = verified;
    this.whole = whole;
    this.further = further;
    file = new int[stage];
    hash = new long[stage];
    entry = new long[stage];
    position = new long[stage];
    line = new long[stage];
    slots = new int[stage];
    pending = new int[stage];
  }

  /** Bytes of the entry of I before its value's length if it has the key of I, else -1. */
  abstract int head(int i);

  final FastReader file(int i) {
    return verified[file[i]];
  }

  /**
   * Looks up N keys whose files, hashes and lines are there.
   *
   * @param from where the first one's result goes
   */
  final int find(int n, int from, long[] addresses, int[] lengths) {
    touchLines(n);
    for (int i = 0; i < n; i++) {
      pending[i] = i;
      matchLine(i);
    }
    touchEntries(n);
    int hits = 0;
    int open = 0;
    for (int i = 0; i < n; i++) {
      int head = slots[i] == 0 ? -1 : head(i);
      if (head >= 0) {
        take(i, head, from + i, addresses, lengths);
        hits++;
      } else {
        pending[open++] = i;
      }
    }
    return open == 0 ? hits : hits + further(open, from, addresses, lengths);
  }

  private void touchLines(int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += Memory.getByte(line[i] + Format.BUCKET_USED);
    }
    sink += s;
  }

  private void matchLine(int i) {
    matched(i, FastReader.matches(line[i], hash[i]));
  }

  /** Where no slot fits, the line, which is at hand, stands in for the entry. */
  private void matched(int i, int fits) {
    FastReader f = file(i);
    slots[i] = fits;
    long p = f.position(line[i], fits);
    position[i] = p;
    entry[i] = fits == 0 ? line[i] : f.address(p);
  }

  /** A loop of its own: where the one before mispredicts, loads of later keys would be dropped. */
  private void touchEntries(int n) {
    long s = 0;
    if (whole) {
      for (int i = 0; i < n; i++) {
        long e = entry[i];
        s += Memory.getByte(e) + Memory.getByte(e + LINE) + Memory.getByte(e + MEDIUM);
      }
    } else {
      for (int i = 0; i < n; i++) {
        s += Memory.getByte(entry[i]) + Memory.getByte(entry[i] + further);
      }
    }
    sink += s;
  }

  private void take(int i, int head, int out, long[] addresses, int[] lengths) {
    FastReader f = file(i);
    long span = f.span(position[i], entry[i], head);
    addresses[out] = f.valueAddress(position[i], entry[i], span);
    lengths[out] = MappedData.valueLength(span);
  }

  private int further(int pendings, int from, long[] addresses, int[] lengths) {
    int hits = 0;
    int open = pendings;
    while (true) {
      open = goOn(open, from, addresses, lengths);
      if (open == 0) {
        return hits;
      }
      for (int k = 0; k < open; k++) {
        int i = pending[k];
        matched(i, slots[i] == 0 ? FastReader.matches(line[i], hash[i]) : slots[i]);
      }
      long s = 0;
      for (int k = 0; k < open; k++) {
        s += Memory.getByte(entry[pending[k]]);
      }
      sink += s;
      int left = 0;
      for (int k = 0; k < open; k++) {
        int i = pending[k];
        int head = slots[i] == 0 ? -1 : head(i);
        if (head >= 0) {
          take(i, head, from + i, addresses, lengths);
          hits++;
        } else {
          pending[left++] = i;
        }
      }
      open = left;
    }
  }

  /**
   * Sends each pending key to its next slot or to the bucket that its own overflows to; the others
   * are absent.
   */
  private int goOn(int open, int from, long[] addresses, int[] lengths) {
    int left = 0;
    long s = 0;
    for (int k = 0; k < open; k++) {
      int i = pending[k];
      int rest = slots[i] & slots[i] - 1;
      if (rest == 0) {
        if (!HashIndex.overflows(line[i])) {
          addresses[from + i] = 0;
          lengths[from + i] = 0;
          continue;
        }
        line[i] = file(i).nextLine(line[i]);
        s += Memory.getByte(line[i]);
      }
      slots[i] = rest;
      pending[left++] = i;
    }
    sink += s;
    return left;
  }
}
