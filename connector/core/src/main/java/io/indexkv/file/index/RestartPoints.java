/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.index;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.format.KeyCut;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Places in blocks from which a walk can start, so that it need not start at the first entry. They
 * come from a walk of the whole block, at the first search in it. Each has 8 bytes of its key.
 * Searches compare these numbers, and no keys. Thread-safe.
 *
 * <p>All files together keep points up to a part of the heap. Blocks beyond have none.
 */
public final class RestartPoints {
  /** Number of entries from one point to the next. */
  private static final int INTERVAL = 8;

  private static final long MAX_BYTES = Runtime.getRuntime().maxMemory() / 16;
  private static final AtomicLong BYTES = new AtomicLong();

  private static final int ARRAY_BYTES = 24;
  private static final int LINE_SHIFT = 6;
  private static final int MAX_LINES = 16;

  /** Points of one block while they are collected. */
  public static final class Collector {
    private long[] positions = new long[256];
    private long[] words = new long[256];
    private int entries;
    private int skip;

    /**
     * Begins a block.
     *
     * @param shared number of bytes with which all keys of the block begin
     */
    public void begin(int shared) {
      skip = shared;
      entries = 0;
    }

    /** Takes the next entry of the block. */
    public void add(long position, long keyAddress, int keyLength) {
      if (entries++ % INTERVAL != 0) {
        return;
      }
      int n = (entries - 1) / INTERVAL;
      if (n == words.length) {
        words = Arrays.copyOf(words, 2 * n);
        positions = Arrays.copyOf(positions, 2 * n);
      }
      positions[n] = position;
      words[n] = word(keyAddress + skip, keyLength - skip);
    }

    private long[] points() {
      int n = (entries + INTERVAL - 1) / INTERVAL;
      long[] points = new long[1 + 2 * n];
      long lines = 1 + (positions[n - 1] - positions[0] >>> LINE_SHIFT) / Math.max(1, n - 1);
      points[0] = skip | Math.min(MAX_LINES, lines) << Integer.SIZE;
      System.arraycopy(words, 0, points, 1, n);
      System.arraycopy(positions, 0, points, 1 + n, n);
      return points;
    }
  }

  private final BlockIndex blocks;

  /** Number of bytes with which the keys of all blocks begin. */
  private final int shared;

  /** The next 8 bytes of the key of each block, as numbers that {@link #word} makes. */
  private final long[] words;

  private final byte[] smallest;
  private final AtomicReferenceArray<long[]> points;
  private final AtomicLong bytes = new AtomicLong();

  /** No points yet. */
  public RestartPoints(BlockIndex blocks) {
    this.blocks = blocks;
    int count = Math.toIntExact(blocks.blocks());
    points = new AtomicReferenceArray<>(count);
    words = new long[count];
    smallest = blocks.key(0);
    shared = shared(0, count - 1L);
    for (int b = 0; b < count; b++) {
      words[b] = word(blocks.keyAddress(b) + shared, blocks.keyLength(b) - shared);
    }
  }

  /** Number of bytes with which the keys of two blocks, and those between them, begin. */
  private int shared(long one, long other) {
    byte[] key = blocks.key(one);
    byte[] last = blocks.key(other);
    int at = Arrays.mismatch(key, last);
    return at < 0 ? key.length : at;
  }

  /** What {@link BlockIndex#search(byte[], int, int, KeyCut)} finds. */
  public long block(byte[] asked, int offset, int length, KeyCut cut) {
    if (length < shared || !Arrays.equals(asked, offset, offset + shared, smallest, 0, shared)) {
      return blocks.search(asked, offset, length, cut);
    }
    boolean whole = isWhole(length - shared, cut);
    long word = word(asked, offset + shared, length - shared, whole);
    int block = lastBelow(words, 0, words.length, word, whole);
    if (whole && block + 1 < words.length && words[block + 1] == word) {
      return blocks.search(asked, offset, length, cut); // whole keys must be compared
    }
    while (block > 0 && blocks.firstEntryIn(block) < 0) {
      block--;
    }
    return block;
  }

  /** Whether the points of a block are known. */
  public boolean has(long block) {
    return points.get((int) block) != null;
  }

  /** Whether there is memory for the points of another block. */
  public static boolean hasRoom() {
    return BYTES.get() < MAX_BYTES;
  }

  /** Keeps the points of a block. */
  public void put(long block, Collector collected) {
    long[] found = collected.points();
    if (points.compareAndSet((int) block, null, found)) {
      long size = ARRAY_BYTES + (long) Long.BYTES * found.length;
      bytes.addAndGet(size);
      BYTES.addAndGet(size);
    }
  }

  /** Gives back the memory. Call it once, when nobody searches any more. */
  public void close() {
    BYTES.addAndGet(-bytes.getAndSet(0));
  }

  /** Reads the points of a block, so that the processor has them when they are needed. */
  public long touch(long block) {
    long[] found = points.get((int) block);
    return found == null ? 0 : found[found.length >>> 2];
  }

  /**
   * Number of bytes from a point to the next one, about, of which {@link #start} has returned one.
   */
  public int span(long block) {
    return (int) (points.get((int) block)[0] >>> Integer.SIZE) << LINE_SHIFT;
  }

  /**
   * The last point of a block, which has points, that is before a cut; the first point if none is
   * known to be.
   */
  public long start(long block, byte[] asked, int offset, int length, KeyCut cut) {
    long[] found = points.get((int) block);
    int n = (found.length - 1) / 2;
    int skip = (int) found[0];
    int common = Math.min(skip, length);
    int order = Memory.compare(blocks.keyAddress(block), common, asked, offset, common);
    int point;
    if (order != 0 || length < skip) {
      boolean isAllBefore = order < 0 || order == 0 && cut == KeyCut.BEHIND_BEGINNING;
      point = isAllBefore ? n - 1 : 0;
    } else {
      boolean whole = isWhole(length - skip, cut);
      long word = word(asked, offset + skip, length - skip, whole);
      point = lastBelow(found, 1, n, word, whole);
    }
    return found[1 + n + point];
  }

  /** Whether bytes that are left are compared as a key, not as the beginning of keys. */
  private static boolean isWhole(int left, KeyCut cut) {
    return cut != KeyCut.BEHIND_BEGINNING || left >= Long.BYTES;
  }

  /**
   * Index of the last of {@code n} ascending numbers that is below {@code word}, or that is at most
   * {@code word} unless it is {@code whole}; 0 if there is none.
   */
  private static int lastBelow(long[] numbers, int from, int n, long word, boolean whole) {
    long limit = whole ? word - 1 : word;
    if (whole && word == Long.MIN_VALUE) {
      return 0;
    }
    int low = from;
    int left = n;
    while (left > 1) {
      int half = left >>> 1;
      low += numbers[low + half] <= limit ? half : 0;
      left -= half;
    }
    return low - from;
  }

  /** The first 8 bytes as a signed number that sorts like the bytes, filled up with zeros. */
  private static long word(long address, int length) {
    return Memory.beginning(address, length) ^ Long.MIN_VALUE;
  }

  /** The same of an asked key. The beginning of keys is filled up with the largest bytes. */
  private static long word(byte[] asked, int offset, int length, boolean whole) {
    if (length >= Long.BYTES && offset + Long.BYTES <= asked.length) {
      return Long.reverseBytes(Memory.getLong(asked, offset)) ^ Long.MIN_VALUE;
    }
    long word = whole ? 0 : -1L >>> 8 * length;
    for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
      word |= (asked[offset + i] & 0xFFL) << (Long.SIZE - 8 * (i + 1));
    }
    return word ^ Long.MIN_VALUE;
  }
}
