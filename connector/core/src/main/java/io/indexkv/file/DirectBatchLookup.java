/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import java.util.Arrays;

/**
 * The fast path of {@link BatchLookup} for files with direct indexes. All keys of a batch go
 * through each stage together: slots, lines of files with gaps, entries, comparisons. Keys of files
 * with a hash index take that one's fast path. One instance per thread.
 */
final class DirectBatchLookup {
  private final StoreFiles files;

  /** A reader for each file. Stands in for those with a hash index, so that no loop asks. */
  private final DirectReader[] readers;

  /** The readers of files with a hash index; null if there are none, and for other files. */
  private final HashReader[] hashed;

  private final boolean one;
  private final boolean gaps;
  private final boolean whole;
  private final int further;
  private final int group;
  private final int keyWidth;

  /** Offset of the last byte of the longest entry: no touch goes further. */
  private final int last;

  // scratch arrays with an element for each key of a group
  private final int[] file;
  private final long[] word;
  private final long[] slot;
  private final long[] line;
  private final long[] position;
  private final long[] entry;

  /** The lookup of keys of files with a hash index; null until there is one. */
  private HashedKeys others;

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
    this.group = group;
    one = verified.length == 1;
    keyWidth = files.keyWidth();
    DirectReader any =
        (DirectReader)
            Arrays.stream(verified)
                .filter(DirectReader.class::isInstance)
                .findFirst()
                .orElseThrow();
    readers = new DirectReader[verified.length];
    HashReader[] hash = new HashReader[verified.length];
    boolean mixed = false;
    boolean someGaps = false;
    long longest = 0;
    for (int f = 0; f < verified.length; f++) {
      readers[f] = verified[f] instanceof DirectReader direct ? direct : any;
      hash[f] = verified[f] instanceof HashReader reader ? reader : null;
      mixed |= hash[f] != null;
      someGaps |= readers[f].hasGaps();
      longest = Math.max(longest, readers[f].stride());
    }
    hashed = mixed ? hash : null;
    gaps = someGaps;
    last = (int) longest - 1;
    this.further = Math.min(further, last);
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
    System.arraycopy(keys, from, word, 0, n);
    if (!one) {
      for (int i = 0; i < n; i++) {
        file[i] = files.route(word[i]);
      }
    }
    int hits = find(n, from, addresses, lengths);
    return hashed == null ? hits : hits + others().find(keys, from, n, file, addresses, lengths);
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(byte[], int[],
   * int, long[], int[])} does.
   */
  int find(byte[] keys, int[] ends, int from, int n, long[] addresses, int[] lengths) {
    int at = from == 0 ? 0 : ends[from - 1];
    for (int i = 0; i < n; i++) {
      int length = ends[from + i] - at;
      files.checkWidth(length);
      word[i] = DirectReader.word(keys, at, length);
      file[i] = one ? 0 : Math.max(0, files.route(keys, at, length));
      at += length;
    }
    int hits = find(n, from, addresses, lengths);
    return hashed == null
        ? hits
        : hits + others().find(keys, keyWidth, from, n, file, addresses, lengths);
  }

  private HashedKeys others() {
    if (others == null) {
      others = new HashedKeys(files, hashed, whole, further, group);
    }
    return others;
  }

  private DirectReader reader(int i) {
    return one ? readers[0] : readers[file[i]];
  }

  /** Looks up {@code n} keys whose words and files are set. Keys of other files are absent. */
  private int find(int n, int from, long[] addresses, int[] lengths) {
    for (int i = 0; i < n; i++) {
      slot[i] = reader(i).slot(word[i]);
    }
    if (hashed != null) {
      for (int i = 0; i < n; i++) {
        slot[i] = hashed[file[i]] == null ? slot[i] : -1;
      }
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
        addresses[from + i] = 0;
        lengths[from + i] = 0;
      } else {
        DirectReader f = reader(i);
        long e = entry[i];
        long span = f.span(p, e, f.expect(p, e, word[i]));
        addresses[from + i] = f.valueAddress(p, e, span);
        lengths[from + i] = MappedData.valueLength(span);
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
