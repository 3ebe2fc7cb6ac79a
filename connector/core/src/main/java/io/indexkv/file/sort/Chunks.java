/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import java.util.Arrays;

/**
 * Memory for entries, in chunks that buffers take one by one. Several buffers can share it. A place
 * in it is a number: the index of an array in the high half, an offset in the low one.
 */
final class Chunks {
  /**
   * Maximum chunk: below half of the smallest G1 region, because G1 wastes memory on larger ones.
   */
  private static final int MAX_CHUNK = (256 << 10) - 64;

  private static final int MIN_CHUNK = 512;

  /** Minimum number of chunks in full memory. */
  private static final int CHUNKS = 16;

  /** Size of an array of many chunks. Collectors do not move arrays of this size. */
  private static final int ARRAY = 64 << 20;

  private final int chunkSize;
  private final int arraySize;
  private byte[][] arrays = {};
  private int count;

  /** The array that the next chunk comes from. */
  private int current = -1;

  private int used;

  private Chunks(int chunkSize, int arraySize) {
    this.chunkSize = chunkSize;
    this.arraySize = arraySize;
  }

  /** Memory of about {@code memoryBytes} bytes for one buffer. Each chunk is an array. */
  static Chunks ofOne(long memoryBytes) {
    int chunk = chunkSize(memoryBytes);
    return new Chunks(chunk, chunk);
  }

  /** Memory of about {@code memoryBytes} bytes that so many buffers share. */
  static Chunks shared(long memoryBytes, int buffers) {
    int chunk = chunkSize(memoryBytes / buffers);
    int inArray = (int) Math.max(1, Math.min(ARRAY, memoryBytes / CHUNKS) / chunk);
    return new Chunks(chunk, inArray * chunk);
  }

  private static int chunkSize(long memoryBytes) {
    return (int) Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, memoryBytes / CHUNKS));
  }

  /** Size of a chunk for an entry of {@code length} bytes. A long entry gets one of its own. */
  int size(int length) {
    return Math.max(chunkSize, length);
  }

  /** Takes a chunk of {@link #size} bytes for an entry. Returns its place. */
  long take(int length) {
    if (length > chunkSize) {
      // one byte more tells it from an array of chunks
      return (long) add(new byte[length == arraySize ? length + 1 : length]) << 32;
    }
    if (current < 0 || used + chunkSize > arraySize) {
      do {
        current++;
      } while (current < count && arrays[current].length != arraySize);
      if (current == count) {
        add(new byte[arraySize]);
      }
      used = 0;
    }
    long place = (long) current << 32 | used;
    used += chunkSize;
    return place;
  }

  private int add(byte[] array) {
    if (count == arrays.length) {
      arrays = Arrays.copyOf(arrays, Math.max(16, 2 * count));
    }
    arrays[count] = array;
    return count++;
  }

  /** The arrays, of which later ones may be added to a longer list. */
  byte[][] arrays() {
    return arrays;
  }

  /** Number of arrays. */
  int count() {
    return count;
  }

  /** Makes all chunks free for the next entries. Forgets those of long entries. */
  void clear() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (arrays[i].length == arraySize) {
        arrays[kept++] = arrays[i];
      }
    }
    Arrays.fill(arrays, kept, count, null);
    count = kept;
    current = -1;
  }

  /** Frees the memory. */
  void free() {
    arrays = new byte[0][];
    count = 0;
    current = -1;
  }
}
