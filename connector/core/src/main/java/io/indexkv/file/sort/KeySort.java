/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import io.indexkv.file.format.Format;
import java.util.Arrays;

/**
 * Sorts the entries of a buffer by key. Entries with equal keys stay in the order in which they
 * came. Skips the common prefix of all keys and sorts by the next 8 bytes as numbers, without
 * reading the entries. Where these are equal, continues with the bytes behind them.
 */
final class KeySort {
  /** Maximum number of entries that are sorted by comparing whole keys. */
  private static final int FEW = 16;

  /**
   * Level at which the sort changes to comparing whole keys. Only keys that are prefixes of each
   * other, made to be slow, reach it.
   */
  private static final int DEEPEST = 64;

  private final SortBuffer buffer;
  private final long[] handles;
  private final long[] words;
  private final long[] otherHandles;
  private final long[] otherWords;
  private final int[] counts = new int[Long.BYTES << 8];

  /** Memory that a sort needs beside the handles. The next sort of the same thread can have it. */
  static final class Space {
    private long[] words = {};
    private long[] otherHandles = {};
    private long[] otherWords = {};

    private void grow(int count) {
      if (count > words.length) {
        words = new long[count];
        otherHandles = new long[count];
        otherWords = new long[count];
      }
    }
  }

  private KeySort(SortBuffer buffer, Space space) {
    this.buffer = buffer;
    handles = buffer.handles();
    space.grow(buffer.count());
    words = space.words;
    otherHandles = space.otherHandles;
    otherWords = space.otherWords;
  }

  /** Sorts the buffer's handles. */
  static void sort(SortBuffer buffer, Space space) {
    if (!buffer.isSorted()) {
      new KeySort(buffer, space).sort(0, buffer.count(), 0, 0);
    }
  }

  /** Sorts handles whose keys have their first {@code depth} bytes in common. */
  private void sort(int from, int to, int depth, int level) {
    if (to - from <= FEW) {
      insert(from, to, depth);
      return;
    }
    if (level > DEEPEST) {
      compareAll(from, to, depth);
      return;
    }
    int common = common(from, to, depth);
    int begin = endedFirst(from, to, common);
    if (to - begin < 2) {
      return;
    }
    for (int i = begin; i < to; i++) {
      words[i] = buffer.word(handles[i], common);
    }
    byWord(begin, to);
    for (int i = begin; i < to; ) {
      int end = i + 1;
      while (end < to && words[end] == words[i]) {
        end++;
      }
      if (end - i > 1) {
        sort(i, end, common, level + 1);
      }
      i = end;
    }
  }

  private void insert(int from, int to, int depth) {
    for (int i = from + 1; i < to; i++) {
      long moving = handles[i];
      int at = i;
      for (; at > from && buffer.compare(handles[at - 1], moving, depth) > 0; at--) {
        handles[at] = handles[at - 1];
      }
      handles[at] = moving;
    }
  }

  private void compareAll(int from, int to, int depth) {
    Long[] boxed = new Long[to - from];
    Arrays.setAll(boxed, i -> handles[from + i]);
    Arrays.sort(boxed, (a, b) -> buffer.compare(a, b, depth));
    for (int i = 0; i < boxed.length; i++) {
      handles[from + i] = boxed[i];
    }
  }

  /** Length of the common prefix of all keys, which is at least {@code depth}. */
  private int common(int from, int to, int depth) {
    int common = Format.MAX_KEY_LENGTH;
    for (int i = from + 1; i < to && common > depth; i++) {
      common = Math.min(common, buffer.common(handles[from], handles[i], depth));
    }
    return common;
  }

  /**
   * Moves the keys of {@code length} bytes to the front. Returns the index of the first longer key.
   */
  private int endedFirst(int from, int to, int length) {
    int ended = from;
    int longer = 0;
    for (int i = from; i < to; i++) {
      long handle = handles[i];
      if (SortBuffer.keyLength(buffer.chunk(handle), handle) > length) {
        otherHandles[longer++] = handle;
      } else {
        handles[ended++] = handle;
      }
    }
    System.arraycopy(otherHandles, 0, handles, ended, longer);
    return ended;
  }

  /** Sorts words and their handles byte by byte from the last. Skips bytes that are all equal. */
  private void byWord(int from, int to) {
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      long word = words[i];
      for (int b = 0; b < Long.BYTES; b++) {
        counts[b << 8 | (int) (word >>> (8 * b)) & 0xFF]++;
      }
    }
    long[] w = words;
    long[] h = handles;
    long[] nextW = otherWords;
    long[] nextH = otherHandles;
    for (int b = 0; b < Long.BYTES; b++) {
      int row = b << 8;
      int shift = 8 * b;
      if (counts[row | (int) (w[from] >>> shift) & 0xFF] == to - from) {
        continue;
      }
      for (int v = row, place = from; v < row + 256; v++) {
        int c = counts[v];
        counts[v] = place;
        place += c;
      }
      for (int i = from; i < to; i++) {
        int place = counts[row | (int) (w[i] >>> shift) & 0xFF]++;
        nextW[place] = w[i];
        nextH[place] = h[i];
      }
      long[] swap = w;
      w = nextW;
      nextW = swap;
      swap = h;
      h = nextH;
      nextH = swap;
    }
    if (w != words) {
      System.arraycopy(w, from, words, from, to - from);
      System.arraycopy(h, from, handles, from, to - from);
    }
  }
}
