/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.index.BlockIndex;
import io.indexkv.file.index.Mapping;
import java.io.IOException;

/** Finds the entries of a file that cross the border of two maps. */
record LongEntries(Mapping mapping, BlockIndex blocks, MappedData data, int blockShift) {
  /** Gives each entry that ends behind the reach of its window a window of its own. */
  void cover() throws IOException {
    for (int k = 0; k < mapping.windows(); k++) {
      long border = mapping.windowStart(k + 1);
      if (border >= data.length()) {
        return;
      }
      long end = blocks.firstEntryFrom(border >>> blockShift);
      if (end <= mapping.windowEnd(k)) {
        continue;
      }
      long block = (border >>> blockShift) - 1;
      long first = mapping.windowStart(k) >>> blockShift;
      while (block >= first && blocks.firstEntryIn(block) < 0) {
        block--;
      }
      if (block < first) {
        continue; // the entry started in an earlier window, which has covered it
      }
      coverLast(k, blocks.firstEntryIn(block), end);
    }
  }

  /**
   * Walks the entries of window {@code k} from {@code first} on, and covers the last one, which
   * ends at {@code end}.
   */
  private void coverLast(int k, long first, long end) throws IOException {
    long position = first;
    while (true) {
      long next = data.next(position, data.head(position));
      if (next >= end) {
        if (next != end) {
          throw data.badEntry(position, "an entry that ends at " + end, next);
        }
        if (end - position > Integer.MAX_VALUE) {
          throw data.badEntry(position, "an entry below 2 GiB", end - position);
        }
        mapping.cover(k, position, end);
        return;
      }
      position = next;
    }
  }
}
