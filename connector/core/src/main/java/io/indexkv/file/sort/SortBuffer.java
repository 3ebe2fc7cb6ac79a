/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file.sort;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Entries in memory, to be sorted. An entry lies in one chunk: key length and value length (4 bytes
 * each), key, value, and its number (8 bytes), which tells where a duplicate came from. A
 * <em>handle</em> identifies the entry: the chunk's index in the high half, the offset in the low
 * one.
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

  /**
   * Maximum chunk: below half of the smallest G1 region, because G1 wastes memory on larger ones.
   */
  private static final int MAX_CHUNK = (256 << 10) - 64;

  /** Bytes of a cache line. */
  private static final int LINE = 64;

  private static final int MIN_CHUNK = 512;

  /** Minimum number of chunks in a full buffer. */
  private static final int CHUNKS = 16;

  /** Bytes that sorting takes for each entry: a handle and a word, each twice. */
  private static final int SORTED_BYTES = 32;

  private final int chunkSize;
  private final List<byte[]> chunks = new ArrayList<>();

  /** Size of the chunks that hold entries. */
  private long chunkBytes;

  private byte[] chunk = {};
  private int chunkIndex = -1;
  private int inChunk;
  private long[] handles = {};
  private int count;
  private boolean sorted = true;

  /** Sum of what the touches read, so that the compiler does not remove them. */
  private int touched;

  /** A buffer that the caller empties when it takes about {@code memoryBytes} bytes. */
  SortBuffer(long memoryBytes) {
    chunkSize = (int) Math.max(MIN_CHUNK, Math.min(MAX_CHUNK, memoryBytes / CHUNKS));
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

  void add(
      byte[] key,
      int keyOffset,
      int keyLength,
      byte[] value,
      int valueOffset,
      int valueLength,
      long number) {
    int length = Math.addExact(Math.addExact(HEAD + NUMBER, keyLength), valueLength);
    if (length > chunk.length - inChunk) {
      nextChunk(length);
    }
    int at = inChunk;
    INT.set(chunk, at, keyLength);
    INT.set(chunk, at + 4, valueLength);
    System.arraycopy(key, keyOffset, chunk, at + HEAD, keyLength);
    System.arraycopy(value, valueOffset, chunk, at + HEAD + keyLength, valueLength);
    LONG.set(chunk, at + length - NUMBER, number);
    inChunk = at + length;
    if (count == handles.length) {
      handles = Arrays.copyOf(handles, Math.max(1024, Math.addExact(count, count >> 1)));
    }
    long handle = (long) chunkIndex << 32 | at;
    sorted = sorted && (count == 0 || compare(handles[count - 1], handle, 0) <= 0);
    handles[count++] = handle;
  }

  /** Continues in a used chunk or a new one. A long entry gets a chunk of its own. */
  private void nextChunk(int length) {
    chunkIndex++;
    if (chunkIndex < chunks.size() && chunks.get(chunkIndex).length < length) {
      chunks.set(chunkIndex, new byte[length]);
    } else if (chunkIndex == chunks.size()) {
      chunks.add(new byte[Math.max(chunkSize, length)]);
    }
    chunk = chunks.get(chunkIndex);
    chunkBytes += chunk.length;
    inChunk = 0;
  }

  /** Forgets the entries, and keeps chunks of the usual size for the next ones. */
  void clear() {
    chunks.removeIf(c -> c.length > chunkSize);
    chunkBytes = 0;
    chunkIndex = -1;
    chunk = new byte[0];
    inChunk = 0;
    count = 0;
    sorted = true;
  }

  /** Forgets the entries and frees their memory. */
  void free() {
    clear();
    chunks.clear();
    handles = new long[0];
  }

  /** Handles in the order in which the entries came. The sort changes this array. */
  long[] handles() {
    return handles;
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
    return chunks.get((int) (handle >>> 32));
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
