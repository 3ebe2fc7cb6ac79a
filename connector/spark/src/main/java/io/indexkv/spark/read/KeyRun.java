/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.spark.read;

import io.indexkv.store.read.KeySlice;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Ascending slices of keys that a task reads from the same open files. No file lies between two of
 * them, so each file that the task opens may have a key that it wants.
 */
record KeyRun(ArrayList<KeySlice> slices) implements Serializable {

  /** Puts ascending slices into runs. */
  static List<KeyRun> of(ListedFiles files, List<KeySlice> slices) {
    List<KeyRun> runs = new ArrayList<>();
    KeySlice last = null;
    for (KeySlice slice : slices) {
      if (last == null || files.separate(last, slice)) {
        runs.add(new KeyRun(new ArrayList<>()));
      }
      runs.get(runs.size() - 1).slices.add(slice);
      last = slice;
    }
    return runs;
  }

  /** The part of the store to open. */
  KeySlice bounds() {
    return new KeySlice(slices.get(0).from(), slices.get(slices.size() - 1).to());
  }

  /** The slices in descending order. */
  List<KeySlice> backward() {
    List<KeySlice> backward = new ArrayList<>(slices);
    Collections.reverse(backward);
    return backward;
  }
}
