/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in memory, to be sorted. An entry lies in one chunk: key length and value length (4 bytes
 * each), key, value, and its number (8 bytes), which tells where a duplicate came from. A
 * <em>handle</em> identifies the entry: its place in {@link Chunks}. The buffer makes the handles
 * when they are asked for, by a walk through its chunks.
 */
final class SortBuffer {
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle BIG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** Bytes of the number behind each value. */
  static final int NUMBER = 8;

  private static final int HEAD = 8;

  /** Bytes of a cache line. */
  private static final int LINE = 64;

  /** Bytes that sorting takes for each entry: a handle and a word, each twice. */
  static final int SORTED_BYTES = 32;

  private static final long[] NONE = {};

  private final Chunks chunks;

  /** The arrays of the chunks. */
  private byte[][] arrays = {};

  /** Size of the chunks that hold entries. */
  private long chunkBytes;

  private byte[] array = {};

  /** The place of the current chunk's array. */
  private long place;

  private int inChunk;
  private int chunkEnd;

  /** Where each chunk begins, in the order in which they were filled. */
  private long[] starts = NONE;

  /** The length of the entries in each chunk but the last. */
  private int[] lengths = {};

  private int filled;

  /** The handles, if there are as many as entries. */
  private long[] handles = NONE;

  /** The handle of the entry that came last. */
  private long last;

  private int count;
  private boolean sorted = true;

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private int touched;

  /** A buffer that the caller empties when it takes about {@code memoryBytes} bytes. */
  SortBuffer(long memoryBytes) {
    this(Chunks.ofOne(memoryBytes));
  }

  /** A buffer that takes its memory from {@code chunks}. */
  SortBuffer(Chunks chunks) {
    this.chunks = chunks;
  }

  /**
   * The entries of several buffers, which have each their own chunks. No entry can be added to it.
   */
  static SortBuffer together(List<SortBuffer> buffers) {
    SortBuffer all = new SortBuffer(Chunks.ofOne(0));
    int arrays = 0;
    for (SortBuffer buffer : buffers) {
      all.count = Math.addExact(all.count, buffer.count);
      arrays += buffer.chunks.count();
    }
    all.handles = new long[all.count];
    all.arrays = new byte[arrays][];
    all.sorted = all.count == 0;
    int count = 0;
    int array = 0;
    for (SortBuffer buffer : buffers) {
      count = buffer.walk(all.handles, count, (long) array << 32);
      System.arraycopy(buffer.chunks.arrays(), 0, all.arrays, array, buffer.chunks.count());
      array += buffer.chunks.count();
    }
    return all;
  }

  int count() {
    return count;
  }

  /** Whether the entries came in key order. Equal keys in a row are in order, too. */
  boolean isSorted() {
    return sorted;
  }

  /** Bytes of memory that the entries and their sorting take. */
  long bytes() {
    return chunkBytes + (long) SORTED_BYTES * count;
  }

  /** Bytes of memory that the entries take as long as they are not sorted. */
  long unsortedBytes() {
    return chunkBytes;
  }

  void add(
      byte[] key,
      int keyOffset,
      int keyLength,
      byte[] value,
      int valueOffset,
      int valueLength,
      long number) {
    int length = Math.addExact(Math.addExact(HEAD + NUMBER, keyLength), valueLength);
    if (length > chunkEnd - inChunk) {
      nextChunk(length);
    }
    byte[] chunk = array;
    int at = inChunk;
    INT.set(chunk, at, keyLength);
    INT.set(chunk, at + 4, valueLength);
    System.arraycopy(key, keyOffset, chunk, at + HEAD, keyLength);
    System.arraycopy(value, valueOffset, chunk, at + HEAD + keyLength, valueLength);
    LONG.set(chunk, at + length - NUMBER, number);
    inChunk = at + length;
    long handle = place | at;
    sorted = sorted && (count == 0 || compare(last, handle, 0) <= 0);
    last = handle;
    count = Math.addExact(count, 1);
  }

  private void nextChunk(int length) {
    long next = chunks.take(length);
    if (filled == starts.length) {
      starts = Arrays.copyOf(starts, Math.max(16, 2 * filled));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    endChunk();
    starts[filled++] = next;
    arrays = chunks.arrays();
    place = next & -1L << 32;
    array = chunk(next);
    inChunk = (int) next;
    chunkEnd = inChunk + chunks.size(length);
    chunkBytes += chunks.size(length);
  }

  /** Notes the length of the entries in the current chunk. */
  private void endChunk() {
    if (filled > 0) {
      lengths[filled - 1] = inChunk - (int) starts[filled - 1];
    }
  }

  /** Forgets the entries, but not those of other buffers in the same memory. */
  void forget() {
    chunkBytes = 0;
    array = new byte[0];
    inChunk = 0;
    chunkEnd = 0;
    filled = 0;
    handles = NONE;
    count = 0;
    sorted = true;
  }

  /** Forgets all entries in its memory, and keeps chunks of the usual size for the next ones. */
  void clear() {
    forget();
    chunks.clear();
  }

  /** Forgets the entries and frees their memory. */
  void free() {
    forget();
    chunks.free();
    arrays = new byte[0][];
  }

  /** Handles in the order in which the entries came. The sort changes this array. */
  long[] handles() {
    if (handles.length != count) {
      handles = new long[count];
      walk(handles, 0, 0);
    }
    return handles;
  }

  /**
   * Puts the handle of each entry into {@code to}, from {@code from} on, in the order in which they
   * came.
   *
   * @param more is added to each handle
   * @return the index behind the last one
   */
  private int walk(long[] to, int from, long more) {
    endChunk();
    int next = from;
    for (int i = 0; i < filled; i++) {
      int at = (int) starts[i];
      byte[] chunk = arrays[(int) (starts[i] >>> 32)];
      long base = more + (starts[i] & -1L << 32);
      for (int end = at + lengths[i]; at < end; ) {
        to[next++] = base | at;
        at += HEAD + NUMBER + (int) INT.get(chunk, at) + (int) INT.get(chunk, at + 4);
      }
    }
    return next;
  }

  /** Reads a little of the entries of some handles, so that their memory latencies overlap. */
  void touch(int from, int to) {
    int read = 0;
    for (int i = from; i < to; i++) {
      byte[] c = chunk(handles[i]);
      int at = (int) handles[i];
      read += c[at] + c[Math.min(c.length - 1, at + LINE)];
    }
    touched += read;
  }

  byte[] chunk(long handle) {
    return arrays[(int) (handle >>> 32)];
  }

  static int keyLength(byte[] chunk, long handle) {
    return (int) INT.get(chunk, (int) handle);
  }

  static int keyOffset(long handle) {
    return (int) handle + HEAD;
  }

  static int valueLength(byte[] chunk, long handle) {
    return (int) INT.get(chunk, (int) handle + 4);
  }

  long number(long handle) {
    byte[] c = chunk(handle);
    return (long) LONG.get(c, keyOffset(handle) + keyLength(c, handle) + valueLength(c, handle));
  }

  /** 8 bytes of the key from {@code depth} on as an unsigned number. Zeros fill up a short key. */
  long word(long handle, int depth) {
    byte[] c = chunk(handle);
    int left = keyLength(c, handle) - depth;
    // 8 bytes can always be read: those of the number are behind the key
    long word = (long) BIG.get(c, keyOffset(handle) + depth);
    return left >= Long.BYTES ? word : left <= 0 ? 0 : word & -1L << (64 - 8 * left);
  }

  /** Compares the keys of two entries, whose first {@code depth} bytes are equal. */
  int compare(long a, long b, int depth) {
    byte[] x = chunk(a);
    byte[] y = chunk(b);
    int keyA = keyOffset(a);
    int keyB = keyOffset(b);
    return Arrays.compareUnsigned(
        x, keyA + depth, keyA + keyLength(x, a), y, keyB + depth, keyB + keyLength(y, b));
  }

  /**
   * Length of the common prefix of two entries' keys, whose first {@code depth} bytes are equal.
   */
  int common(long a, long b, int depth) {
    byte[] x = chunk(a);
    byte[] y = chunk(b);
    int keyA = keyOffset(a);
    int keyB = keyOffset(b);
    int endA = keyA + keyLength(x, a);
    int at = Arrays.mismatch(x, keyA + depth, endA, y, keyB + depth, keyB + keyLength(y, b));
    return at < 0 ? endA - keyA : depth + at;
  }
}
