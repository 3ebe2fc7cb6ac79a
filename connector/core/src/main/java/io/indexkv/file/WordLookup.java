/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/** Keys of one word. */
final class WordLookup extends StagedLookup {
  private final int keyWidth;
  private final long[] word;

  WordLookup(StoreFiles files, VerifiedFile[] verified, boolean whole, int further, int stage) {
    super(files, verified, whole, further, stage);
    keyWidth = files.keyWidth();
    word = new long[stage];
  }

  /** Looks up the N keys from FROM; as {@link BatchLookup#find(long[], int, long[], int[])}. */
  int find(long[] keys, int from, int n, long[] addresses, int[] lengths) {
    boolean one = files.count() == 1;
    for (int i = 0; i < n; i++) {
      long key = keys[from + i];
      word[i] = key;
      hash[i] = XxHash64.hash(key, keyWidth);
      file[i] = one ? 0 : files.route(key);
      line[i] = file(i).line(hash[i]);
    }
    return find(n, from, addresses, lengths);
  }

  @Override
  int head(int i) {
    return file(i).head(entry[i], word[i]);
  }
}
