/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.Format;
import io.indexkv.file.index.HashIndex;
import io.indexkv.file.index.Mapping;

/**
 * The fast path of {@link BatchLookup} once all files are verified. It works in stages: all hashes,
 * all index lines, all entries, all comparisons. Keys that are not found at once, because another
 * key has the same tag or the bucket overflows, go through the stages again together. One instance
 * per thread.
 */
abstract sealed class FastBatchLookup permits FastWordLookup, FastBytesLookup {
  static final int LINE = 64;

  /**
   * Offset from an entry's start at which a medium entry is touched. The touch is always inside the
   * map: files have as many bytes behind their last entry, and maps behind the hash index's last
   * line ({@link Mapping#contiguous}).
   */
  static final int MEDIUM = 112;

  final StoreFiles files;
  private final HashReader[] verified;

  /** Whether the caller will read all of a value. Its further lines are then touched, too. */
  private final boolean whole;

  /** Second offset at which an entry is touched, {@link #MEDIUM} or less. */
  private final int further;

  // scratch arrays with an element for each key of a group
  final int[] file;
  final long[] hash;
  final long[] entry;
  final long[] position;
  final long[] line;
  private final int[] slots;
  private final int[] pending;

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private long sink;

  FastBatchLookup(StoreFiles files, HashReader[] verified, boolean whole, int further, int group) {
    this.files = files;
    this.verified = verified;
    this.whole = whole;
    this.further = further;
    file = new int[group];
    hash = new long[group];
    entry = new long[group];
    position = new long[group];
    line = new long[group];
    slots = new int[group];
    pending = new int[group];
  }

  /** Number of bytes before the value's length if entry {@code i} has key {@code i}, else -1. */
  abstract int head(int i);

  final HashReader file(int i) {
    return verified[file[i]];
  }

  /**
   * Looks up {@code n} keys whose files, hashes and lines are set.
   *
   * @param from index of the first key's result
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
    matched(i, HashReader.matches(line[i], hash[i]));
  }

  /** Notes the entry of the first slot that fits; if none does, the line, which is in the cache. */
  private void matched(int i, int fits) {
    HashReader f = file(i);
    slots[i] = fits;
    long p = f.position(line[i], fits);
    position[i] = p;
    entry[i] = fits == 0 ? line[i] : f.address(p);
  }

  /**
   * Touches the entries. This is a loop of its own, because a mispredicted branch in the loop
   * before would drop the loads of later keys.
   */
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
    HashReader f = file(i);
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
        matched(i, slots[i] == 0 ? HashReader.matches(line[i], hash[i]) : slots[i]);
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
   * Sends each pending key to its next slot, or to the next bucket if its bucket overflows. The
   * other keys are absent.
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
