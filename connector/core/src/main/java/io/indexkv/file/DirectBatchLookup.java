/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;

/**
 * The fast path of {@link BatchLookup} for files with direct indexes. All keys of a batch go
 * through each stage together: slots, lines of files with gaps, entries, comparisons. Keys of files
 * with a hash index take that one's fast path. One instance per thread.
 */
final class DirectBatchLookup {
  private final StoreFiles files;

  /** The reader of each file with a direct index; null for the others. */
  private final DirectReader[] readers;

  /** The keys of files with a hash index; null if there are no such files. */
  private final HashedKeys others;

  /** Whether all files are exact, so that nothing of an entry is read but its value. */
  private final boolean exact;

  private final boolean one;
  private final boolean gaps;
  private final boolean whole;
  private final int further;

  /** Offset of the last byte of the longest entry: no touch goes further. */
  private final int last;

  // scratch arrays with an element for each key of a group that is looked up by a direct index
  private final int[] place;
  private final int[] file;
  private final long[] word;
  private final long[] slot;
  private final long[] line;
  private final long[] position;
  private final long[] entry;

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private long sink;

  /**
   * A lookup in files of which at least one has a direct index.
   *
   * @param whole whether the caller will read all of a value
   * @param further second offset at which an entry is touched
   */
  DirectBatchLookup(
      StoreFiles files, FastReader[] verified, boolean whole, int further, int group) {
    this.files = files;
    this.whole = whole;
    one = verified.length == 1;
    readers = new DirectReader[verified.length];
    HashReader[] hashed = new HashReader[verified.length];
    boolean mixed = false;
    boolean someGaps = false;
    boolean allExact = true;
    long longest = 0;
    for (int f = 0; f < verified.length; f++) {
      if (verified[f] instanceof DirectReader direct) {
        readers[f] = direct;
        someGaps |= direct.hasGaps();
        allExact &= direct.isExact();
        longest = Math.max(longest, direct.stride());
      } else {
        hashed[f] = (HashReader) verified[f];
        mixed = true;
      }
    }
    others = mixed ? new HashedKeys(files, hashed, whole, further, group) : null;
    gaps = someGaps;
    exact = allExact && !mixed;
    last = (int) longest - 1;
    this.further = Math.min(further, last);
    place = new int[group];
    file = new int[group];
    word = new long[group];
    slot = new long[group];
    line = new long[group];
    position = new long[group];
    entry = new long[group];
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(long[], int,
   * long[], int[])} does.
   */
  int find(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    if (exact) {
      return findExactly(keys, from, n, addresses, lengths);
    }
    int m = 0;
    for (int i = from; i < from + n; i++) {
      int f = one ? 0 : files.route(keys[i]);
      if (readers[f] != null) {
        file[m] = f;
        word[m] = keys[i];
        place[m++] = i;
      } else {
        others.add(keys[i], i);
      }
    }
    int hits = find(m, addresses, lengths);
    return others == null ? hits : hits + others.findWords(addresses, lengths);
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(byte[], int[],
   * int, long[], int[])} does.
   */
  int find(byte[] keys, int[] ends, int from, int n, long[] addresses, int[] lengths) {
    int m = 0;
    int at = from == 0 ? 0 : ends[from - 1];
    for (int i = from; i < from + n; i++) {
      int length = ends[i] - at;
      files.checkWidth(length);
      int f = one ? 0 : Math.max(0, files.route(keys, at, length));
      if (readers[f] != null) {
        file[m] = f;
        word[m] = DirectReader.word(keys, at, length);
        place[m++] = i;
      } else {
        others.add(keys, at, i);
      }
      at += length;
    }
    int hits = find(m, addresses, lengths);
    return others == null ? hits : hits + others.findBytes(addresses, lengths);
  }

  /**
   * Computes where the values are. There are no branches: which keys are there is unpredictable.
   */
  private int findExactly(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    int hits = 0;
    for (int i = from; i < from + n; i++) {
      DirectReader f = readers[one ? 0 : files.route(keys[i])];
      long slot = f.slot(keys[i]);
      // all ones if there is an entry
      long there = ~(slot >> Long.SIZE - 1);
      addresses[i] = f.value(slot & there) & there;
      lengths[i] = f.valueLength() & (int) there;
      hits -= (int) there;
    }
    return hits;
  }

  /** Whether it reads values only, so that its caller touches all that it will read of them. */
  boolean isExact() {
    return exact;
  }

  private DirectReader reader(int i) {
    return one ? readers[0] : readers[file[i]];
  }

  /** Looks up {@code n} keys whose words, files and places are set. */
  private int find(int n, long[] addresses, int[] lengths) {
    for (int i = 0; i < n; i++) {
      slot[i] = reader(i).slot(word[i]);
    }
    if (gaps) {
      lines(n);
    } else {
      for (int i = 0; i < n; i++) {
        position[i] = reader(i).position(slot[i]);
      }
    }
    touchEntries(n);
    int hits = 0;
    for (int i = 0; i < n; i++) {
      long p = position[i];
      if (p < 0) {
        addresses[place[i]] = 0;
        lengths[place[i]] = 0;
      } else {
        DirectReader f = reader(i);
        long e = entry[i];
        long span = f.span(p, e, f.expect(p, e, word[i]));
        addresses[place[i]] = f.valueAddress(p, e, span);
        lengths[place[i]] = MappedData.valueLength(span);
        hits++;
      }
    }
    return hits;
  }

  /** Touches the lines of all keys, then finds their positions. */
  private void lines(int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      DirectReader f = reader(i);
      if (f.hasGaps()) {
        line[i] = f.line(slot[i]);
        s += Memory.getByte(line[i]);
      }
    }
    sink += s;
    for (int i = 0; i < n; i++) {
      DirectReader f = reader(i);
      position[i] = f.hasGaps() ? f.position(line[i], slot[i]) : f.position(slot[i]);
    }
  }

  /** Touches the entries; of an absent key, the first entry of the file. */
  private void touchEntries(int n) {
    for (int i = 0; i < n; i++) {
      entry[i] = reader(i).address(Math.max(0, position[i]));
    }
    long s = 0;
    if (whole) {
      int second = Math.min(FastBatchLookup.LINE, last);
      int third = Math.min(FastBatchLookup.MEDIUM, last);
      for (int i = 0; i < n; i++) {
        long e = entry[i];
        s += Memory.getByte(e) + Memory.getByte(e + second) + Memory.getByte(e + third);
      }
    } else {
      for (int i = 0; i < n; i++) {
        s += Memory.getByte(entry[i]) + Memory.getByte(entry[i] + further);
      }
    }
    sink += s;
  }
}
