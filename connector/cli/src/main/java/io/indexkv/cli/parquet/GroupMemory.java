/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * Memory for the bytes of groups of rows. A group gets the arrays of the group before it, so that
 * the collector need not copy them, and no new pages of memory are touched. Thread-safe, because
 * file systems may read several parts at the same time.
 */
final class GroupMemory implements ByteBufferAllocator {
  /** Size of the arrays, in which the library reads a group. */
  static final int PIECE = 8 << 20;

  /** Size from which on a buffer gets such an array. */
  private static final int SMALL = 1 << 20;

  private final Deque<byte[]> free = new ArrayDeque<>();

  /** The arrays that somebody uses. */
  private final Set<byte[]> lent = Collections.newSetFromMap(new IdentityHashMap<>());

  @Override
  public synchronized ByteBuffer allocate(int size) {
    if (size < SMALL || size > PIECE) {
      return ByteBuffer.allocate(size);
    }
    byte[] array = free.isEmpty() ? new byte[PIECE] : free.pop();
    lent.add(array);
    return ByteBuffer.wrap(array, 0, size).slice();
  }

  @Override
  public synchronized void release(ByteBuffer buffer) {
    // nobody gets an array twice, even if it is released twice
    if (lent.remove(buffer.array())) {
      free.push(buffer.array());
    }
  }

  /** Number of arrays that nobody uses. */
  synchronized int free() {
    return free.size();
  }

  @Override
  public boolean isDirect() {
    return false;
  }
}
