/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.cli.parquet;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory for decompressed pages. Most pages of a file have few sizes, so that the next page gets
 * the memory of one that was read, which is still in the processor's cache. One thread uses it.
 */
final class PageMemory {
  /** Maximum bytes that wait for a page. */
  static final int MAX_FREE = 16 << 20;

  private final Map<Integer, Deque<byte[]>> free = new HashMap<>();
  private int freeBytes;

  /** The array that was taken last. */
  private byte[] last;

  /** An array of this size, with any content. */
  byte[] take(int size) {
    Deque<byte[]> same = free.get(size);
    if (same == null || same.isEmpty()) {
      last = new byte[size];
    } else {
      last = same.pop();
      freeBytes -= size;
    }
    return last;
  }

  /** Whether this array is the one that was taken last. */
  boolean isLast(byte[] page) {
    return page == last;
  }

  /** Gives back an array that was taken, and that nobody reads any more. */
  void giveBack(byte[] page) {
    if (page.length <= MAX_FREE - freeBytes) {
      free.computeIfAbsent(page.length, size -> new ArrayDeque<>()).push(page);
      freeBytes += page.length;
    }
  }
}
