/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.XxHash64;

/** The fast path for batches of keys of one word. */
final class FastWordLookup extends FastBatchLookup {
  private final int keyWidth;
  private final long[] word;

  FastWordLookup(StoreFiles files, HashReader[] verified, boolean whole, int further, int group) {
    super(files, verified, whole, further, group);
    keyWidth = files.keyWidth();
    word = new long[group];
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(long[], int,
   * long[], int[])} does.
   */
  int find(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    System.arraycopy(keys, from, word, 0, n);
    XxHash64.hash(word, n, keyWidth, hash);
    route(n);
    for (int i = 0; i < n; i++) {
      line[i] = file(i).line(hash[i]);
    }
    return find(n, from, addresses, lengths);
  }

  private void route(int n) {
    if (files.count() == 1) {
      return;
    }
    for (int i = 0; i < n; i++) {
      file[i] = files.route(word[i]);
    }
  }

  @Override
  int head(int i) {
    return file(i).head(entry[i], word[i]);
  }
}
