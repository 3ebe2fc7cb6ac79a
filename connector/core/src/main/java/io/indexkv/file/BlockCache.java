/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.bytes.NativeBytes;
import io.indexkv.file.bytes.XxHash64;
import java.io.Closeable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A bounded cache of decompressed data outside of the heap. Any number of readers and threads share
 * it. It keeps chunks of 4 KiB. A chunk can be in one of the eight slots of its set, and replaces
 * the chunk of the set that was used longest ago. Readers take no lock: they copy a chunk and then
 * check that the slot's stamp has stayed the same (a sequence lock).
 */
public final class BlockCache implements Closeable {
  static final int CHUNK_SHIFT = 12;
  private static final int CHUNK = 1 << CHUNK_SHIFT;
  private static final int WAYS = 8;
  private static final int SLAB_SHIFT = 30;

  /** Minimum size of a cache, in bytes. */
  public static final int MIN_BYTES = WAYS * CHUNK;

  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

  private final long[] tags;
  private final long[] stamps;
  private final long[] uses;
  private final long setMask;
  private final long[] slabs;
  private final List<NativeBytes> memory = new ArrayList<>();
  private final AtomicInteger readers = new AtomicInteger();
  private long clock;
  private volatile boolean closed;

  /**
   * A cache of a given size.
   *
   * @param bytes maximum memory to take, 32 KiB or more; the cache takes the largest power of two
   *     that is not above it
   */
  public BlockCache(long bytes) {
    if (bytes < MIN_BYTES) {
      throw new IllegalArgumentException(
          "a block cache needs at least " + MIN_BYTES + " bytes, got " + bytes);
    }
    long sets = Long.highestOneBit(bytes / MIN_BYTES);
    int slots = Math.toIntExact(sets * WAYS);
    setMask = sets - 1;
    tags = new long[slots];
    stamps = new long[slots];
    uses = new long[slots];
    long total = (long) slots << CHUNK_SHIFT;
    slabs = new long[(int) ((total + (1L << SLAB_SHIFT) - 1) >>> SLAB_SHIFT)];
    for (int i = 0; i < slabs.length; i++) {
      long left = total - ((long) i << SLAB_SHIFT);
      memory.add(Memory.allocate((int) Math.min(left, 1L << SLAB_SHIFT)));
      slabs[i] = memory.get(i).address();
    }
  }

  /** A new number for a reader, which keeps its chunks apart from those of other readers. */
  long register() {
    if (closed) {
      throw new IllegalStateException("the block cache is closed");
    }
    return (long) readers.incrementAndGet() << 40;
  }

  /** Memory that the cache takes, in bytes. */
  public long bytes() {
    return (long) tags.length << CHUNK_SHIFT;
  }

  private int set(long tag) {
    return (int) (XxHash64.hash8(tag) & setMask) * WAYS;
  }

  private long slotAddress(int slot) {
    long at = (long) slot << CHUNK_SHIFT;
    return slabs[(int) (at >>> SLAB_SHIFT)] + (at & ((1L << SLAB_SHIFT) - 1));
  }

  /** Copies from a chunk. False if the cache does not hold the chunk. */
  boolean read(long tag, int from, byte[] to, int offset, int length) {
    int set = set(tag);
    for (int slot = set; slot < set + WAYS; slot++) {
      long stamp = (long) LONGS.getAcquire(stamps, slot);
      if (tags[slot] == tag && (stamp & 1) == 0) {
        Memory.copy(slotAddress(slot) + from, to, offset, length);
        VarHandle.loadLoadFence();
        if ((long) LONGS.getOpaque(stamps, slot) == stamp && tags[slot] == tag) {
          uses[slot] = clock;
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the cache holds a chunk. Another thread may replace it the next moment. */
  boolean contains(long tag) {
    int set = set(tag);
    for (int slot = set; slot < set + WAYS; slot++) {
      if (tags[slot] == tag) {
        return true;
      }
    }
    return false;
  }

  /** Stores a chunk, unless another thread is writing to its slot. */
  void put(long tag, byte[] from, int offset, int length) {
    int set = set(tag);
    int oldest = set;
    for (int slot = set; slot < set + WAYS; slot++) {
      if (tags[slot] == tag) {
        return;
      }
      oldest = uses[slot] < uses[oldest] ? slot : oldest;
    }
    long stamp = (long) LONGS.getAcquire(stamps, oldest);
    if ((stamp & 1) != 0 || !LONGS.compareAndSet(stamps, oldest, stamp, stamp + 1)) {
      return;
    }
    VarHandle.storeStoreFence(); // nobody may see the new bytes under the old stamp
    tags[oldest] = tag;
    Memory.copy(from, offset, slotAddress(oldest), length);
    uses[oldest] = ++clock;
    LONGS.setRelease(stamps, oldest, stamp + 2);
  }

  /** Frees the memory. Close the readers that use the cache first. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      memory.forEach(NativeBytes::free);
      memory.clear();
    }
  }
}
