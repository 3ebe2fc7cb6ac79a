/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.Memory;
import io.indexkv.file.ordered.Asked;
import io.indexkv.file.ordered.FoundEntries;
import io.indexkv.file.ordered.KeyBatch;
import io.indexkv.file.ordered.Nearest;
import io.indexkv.file.ordered.OrderedFiles;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/** Asks one file for the neighbours of keys. */
final class Neighbours {
  private Neighbours() {}

  /** The value of the entry next to each key; null where there is none. */
  static List<byte[]> of(LookupFile file, Nearest nearest, Asked asked, List<byte[]> keys) {
    KeyBatch batch = new KeyBatch();
    for (byte[] key : keys) {
      batch.add(key, key.length, 0);
    }
    FoundEntries found = new FoundEntries();
    OrderedFiles files = new OrderedFiles(new StoreFiles(List.of(file)));
    int hits = files.find(nearest, asked, batch, found);
    List<byte[]> values = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      hits -= found.isFound(i) ? 1 : 0;
      values.add(found.isFound(i) ? Memory.copy(found.addresses()[i], found.lengths()[i]) : null);
    }
    // the collector frees its copies as soon as nobody refers to it
    Reference.reachabilityFence(files);
    if (hits != 0) {
      throw new AssertionError("the number of hits is wrong by " + hits);
    }
    return values;
  }
}
