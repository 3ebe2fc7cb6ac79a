/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import io.indexkv.file.bytes.XxHash64;

/** The fast path for batches of keys of any length. */
final class FastBytesLookup extends FastBatchLookup {
  private final int[] start;
  private final int[] length;
  private byte[] keys;

  FastBytesLookup(StoreFiles files, HashReader[] verified, boolean whole, int group) {
    super(files, verified, whole, 0, group);
    start = new int[group];
    length = new int[group];
  }

  /**
   * Looks up the {@code n} keys from {@code from} on, as {@link BatchLookup#find(byte[], int[],
   * int, long[], int[])} does.
   */
  int find(byte[] keys, int[] ends, int from, int n, long[] addresses, int[] lengths) {
    this.keys = keys;
    boolean one = files.count() == 1;
    int at = from == 0 ? 0 : ends[from - 1];
    for (int i = 0; i < n; i++) {
      int keyLength = ends[from + i] - at;
      files.checkWidth(keyLength);
      start[i] = at;
      length[i] = keyLength;
      hash[i] = XxHash64.hash(keys, at, keyLength);
      file[i] = one ? 0 : Math.max(0, files.route(keys, at, keyLength));
      line[i] = file(i).line(hash[i]);
      at += keyLength;
    }
    return find(n, from, addresses, lengths);
  }

  @Override
  int head(int i) {
    return file(i).head(position[i], entry[i], keys, start[i], length[i]);
  }
}
