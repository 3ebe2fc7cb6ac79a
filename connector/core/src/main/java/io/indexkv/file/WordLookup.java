/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * The short way of {@link BatchLookup} for keys of one word, once every block and every page of the
 * hash index of all files has been verified: then a lookup is arithmetic, one index line and one
 * entry, and what it needs of the files fits into a few arrays. Files with an entry astride two
 * windows do not take it. One instance per thread.
 */
final class WordLookup {
  private final StoreFiles files;
  private final int count;
  private final int keyWidth;
  private final int alignmentShift;
  private final int alignmentMask;
  private final int slotsInLine;
  private final int lastSlot;
  private final int positionWidth;
  private final long positionMask;

  // an element a file
  private final long[] homeBuckets;
  private final long[] indexAddress;
  private final long[] dataLength;
  private final int[] strideShift;
  private final long[][] deltas;

  // scratch, an element a key of the stage
  private final int[] file;
  private final long[] hash;
  private final long[] line;
  private final int[] slots;
  private final long[] position;
  private final long[] entry;
  private final long[] word;
  private final int[] lengthBytes;
  private final int[] pending;
  private long sink;

  private WordLookup(StoreFiles files, int stage) {
    this.files = files;
    count = files.count();
    keyWidth = files.keyWidth();
    alignmentShift = files.reader(0).header.alignmentShift();
    alignmentMask = (1 << alignmentShift) - 1;
    positionWidth = files.reader(0).hashIndex.positionWidth();
    slotsInLine = Format.slots(positionWidth);
    lastSlot = 1 << slotsInLine - 1;
    positionMask = (1L << 8 * positionWidth) - 1;
    homeBuckets = new long[count];
    indexAddress = new long[count];
    dataLength = new long[count];
    strideShift = new int[count];
    deltas = new long[count][];
    for (int f = 0; f < count; f++) {
      StoreFileReader reader = files.reader(f);
      homeBuckets[f] = reader.footer.homeBuckets();
      indexAddress[f] = reader.hashIndex.contiguousAddress();
      dataLength[f] = reader.footer.dataLength();
      strideShift[f] = reader.mapping.strideShift();
      deltas[f] = reader.mapping.deltas();
    }
    file = new int[stage];
    hash = new long[stage];
    line = new long[stage];
    slots = new int[stage];
    position = new long[stage];
    entry = new long[stage];
    word = new long[stage];
    lengthBytes = new int[stage];
    pending = new int[stage];
  }

  /**
   * For stages of this many keys, or null if these files cannot, or not yet, be looked up in this
   * way.
   */
  static WordLookup of(StoreFiles files, int stage) {
    for (int f = 0; f < files.count(); f++) {
      StoreFileReader r = files.reader(f);
      boolean suits =
          r.blocks.isComplete()
              && r.hashIndex.isComplete()
              && r.mapping.crossings() == 0
              && r.hashIndex.contiguousAddress() != 0
              && r.header.alignmentShift() == files.reader(0).header.alignmentShift()
              && r.hashIndex.positionWidth() == files.reader(0).hashIndex.positionWidth();
      if (!suits) {
        return null;
      }
    }
    return new WordLookup(files, stage);
  }

  /** Looks up the N keys from FROM; as {@link BatchLookup#find(long[], int, long[], int[])}. */
  int find(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    routeAndHash(keys, from, n);
    touchLines(n);
    matchSlots(n);
    readHeads(n);
    return compare(keys, from, n, addresses, lengths);
  }

  private void routeAndHash(long[] keys, int from, int n) {
    for (int i = 0; i < n; i++) {
      long key = keys[from + i];
      long h = XxHash64.hash(key, keyWidth);
      int f = count == 1 ? 0 : files.route(key);
      hash[i] = h;
      file[i] = f;
      line[i] = indexAddress[f] + (Format.homeBucket(h, homeBuckets[f]) << Format.BUCKET_SHIFT);
    }
  }

  private void touchLines(int n) {
    long s = 0;
    for (int i = 0; i < n; i++) {
      s += Memory.getByte(line[i] + Format.BUCKET_USED);
    }
    sink += s;
  }

  private void matchSlots(int n) {
    for (int i = 0; i < n; i++) {
      matchLine(i);
    }
  }

  private void matchLine(int i) {
    long l = line[i];
    take(i, HashIndex.matches(l, Memory.getByte(l + Format.BUCKET_USED), hash[i]));
  }

  /**
   * Takes the first of the slots that fit; where none does, the line, which is at hand, stands in
   * for the entry.
   */
  private void take(int i, int fits) {
    slots[i] = fits;
    long l = line[i];
    int s = Integer.numberOfTrailingZeros(fits | lastSlot);
    long p = (Memory.getLong(l + slotsInLine + s * positionWidth) & positionMask) << alignmentShift;
    int f = file[i];
    if (p >= dataLength[f]) {
      throw files
          .reader(f)
          .problems
          .corrupt("hash index", Format.HEADER_SIZE, "positions below " + dataLength[f], p);
    }
    position[i] = p;
    entry[i] = fits == 0 ? l : p + deltas[f][(int) (p >>> strideShift[f])];
  }

  private void readHeads(int n) {
    for (int i = 0; i < n; i++) {
      readHead(i);
    }
  }

  /** The key, and the first two bytes behind it, which may be in another line. */
  private void readHead(int i) {
    word[i] = Memory.getWord(entry[i], keyWidth);
    lengthBytes[i] = Memory.getShort(entry[i] + keyWidth);
  }

  /** Compares all; those that are not found at once go through the stages again, together. */
  private int compare(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    int hits = 0;
    int open = 0;
    for (int i = 0; i < n; i++) {
      if (slots[i] != 0 && word[i] == keys[from + i]) {
        hits += hit(i, from + i, addresses, lengths);
      } else {
        pending[open++] = i;
      }
    }
    while (open > 0) {
      open = goOn(open, from, addresses, lengths);
      for (int k = 0; k < open; k++) {
        matchAgain(pending[k]);
      }
      for (int k = 0; k < open; k++) {
        readHead(pending[k]);
      }
      int left = 0;
      for (int k = 0; k < open; k++) {
        int i = pending[k];
        if (slots[i] != 0 && word[i] == keys[from + i]) {
          hits += hit(i, from + i, addresses, lengths);
        } else {
          pending[left++] = i;
        }
      }
      open = left;
    }
    return hits;
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
        long bucket = (line[i] - indexAddress[file[i]]) >>> Format.BUCKET_SHIFT;
        files.reader(file[i]).hashIndex.expectNext(bucket);
        line[i] += Format.BUCKET_SIZE;
        s += Memory.getByte(line[i]);
      }
      slots[i] = rest;
      pending[left++] = i;
    }
    sink += s;
    return left;
  }

  private void matchAgain(int i) {
    if (slots[i] == 0) {
      matchLine(i);
    } else {
      take(i, slots[i]);
    }
  }

  /** A value length of one or two bytes is read without a branch between them. */
  private int hit(int i, int out, long[] addresses, int[] lengths) {
    long a = entry[i];
    int bytes = lengthBytes[i];
    int two = bytes >>> 7 & 1;
    if ((two & bytes >>> 15) != 0) {
      return general(i, position[i], out, addresses, lengths);
    }
    int length = bytes & 0x7F | (bytes >>> 8 & 0x7F & -two) << 7;
    int offset = (keyWidth + 1 + two + alignmentMask) & ~alignmentMask;
    int f = file[i];
    long end = position[i] + offset + length;
    if (end > dataLength[f] || (end - 1) >>> strideShift[f] != position[i] >>> strideShift[f]) {
      return general(i, position[i], out, addresses, lengths);
    }
    addresses[out] = a + offset;
    lengths[out] = length;
    return 1;
  }

  /** The value of an entry whose place or length is out of the ordinary. */
  private int general(int i, long at, int out, long[] addresses, int[] lengths) {
    MappedData data = files.reader(file[i]).mapped;
    long span = data.span(at);
    addresses[out] = data.address(at) + MappedData.valueOffset(span);
    lengths[out] = MappedData.valueLength(span);
    return 1;
  }

  /** Keeps what the touches read from being optimised away. */
  long sink() {
    return sink;
  }
}
