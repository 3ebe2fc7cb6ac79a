/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.format.EntryHead;
import io.indexkv.file.index.BlockIndex;
import java.util.Arrays;
import java.util.Collection;
import java.util.TreeSet;

/**
 * Finds keys by the block index, without the hash index. It reads only the block that would hold
 * the key. In a remote file that is one request instead of two.
 */
record BlockSearch(CompressedData data, BlockIndex blocks) {
  private static final int SHORTEST_GUESS = 32;

  /** Position of the entry with this key, or -1. */
  long find(byte[] key, int offset, int length) {
    byte[] wanted = Arrays.copyOfRange(key, offset, offset + length);
    long block = blocks.search(wanted);
    long end = blocks.end(block);
    long first = blocks.firstEntryIn(block);
    long position = first;
    while (position < end) {
      EntryHead head = data.wholeHead(position, Math.max(length, SHORTEST_GUESS));
      if (position == first && head.compareKey(blocks.key(block)) != 0) {
        throw blocks.otherKey(block);
      }
      int order = head.compareKey(wanted);
      if (order >= 0) {
        return order == 0 ? position : -1;
      }
      position = data.next(position, head);
    }
    blocks.expectNext(block, position);
    return -1;
  }

  /** Reads together the blocks that would hold these keys, except those that are in the cache. */
  void load(Collection<byte[]> keys) {
    TreeSet<Long> wanted = new TreeSet<>();
    for (byte[] key : keys) {
      wanted.add(blocks.search(key));
    }
    data.load(wanted);
  }
}
