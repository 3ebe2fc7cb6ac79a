/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * The keys of a batch that go to files with a hash index, where others go to files with a direct
 * index. They are looked up together. One instance per thread.
 */
final class HashedKeys {
  private final StoreFiles files;
  private final HashReader[] hashed;
  private final FastBytesLookup bytes;
  private final FastWordLookup words;

  // scratch arrays with an element for each of these keys
  private final int[] place;
  private final long[] word;
  private final int[] ends;
  private final long[] found;
  private final int[] length;

  private byte[] key = new byte[0];

  /**
   * A lookup for the files that have an element in {@code hashed}.
   *
   * @param group number of keys that are looked up together at most
   */
  HashedKeys(StoreFiles files, HashReader[] hashed, boolean whole, int further, int group) {
    this.files = files;
    this.hashed = hashed;
    bytes = new FastBytesLookup(files, hashed, whole, group);
    words = files.hasWords() ? new FastWordLookup(files, hashed, whole, further, group) : null;
    place = new int[group];
    word = new long[group];
    ends = new int[group];
    found = new long[group];
    length = new int[group];
  }

  /**
   * Looks up those of the {@code n} words from {@code from} on whose file has a hash index.
   *
   * @param file index of the file of each key
   */
  int find(long[] keys, int from, int n, int[] file, long[] addresses, int[] lengths) {
    int m = 0;
    for (int i = 0; i < n; i++) {
      if (hashed[file[i]] != null) {
        word[m] = keys[from + i];
        place[m++] = from + i;
      }
    }
    int hits = words.find(word, 0, m, found, length);
    return put(m, hits, addresses, lengths);
  }

  /**
   * Looks up those of the {@code n} keys from {@code from} on whose file has a hash index.
   *
   * @param keys keys of {@code width} bytes, one behind the other
   * @param file index of the file of each key
   */
  int find(byte[] keys, int width, int from, int n, int[] file, long[] addresses, int[] lengths) {
    if (key.length == 0) {
      key = new byte[place.length * width];
    }
    int m = 0;
    for (int i = 0; i < n; i++) {
      if (hashed[file[i]] != null) {
        System.arraycopy(keys, (from + i) * width, key, m * width, width);
        ends[m] = (m + 1) * width;
        place[m++] = from + i;
      }
    }
    int hits = bytes.find(key, ends, 0, m, found, length);
    return put(m, hits, addresses, lengths);
  }

  private int put(int m, int hits, long[] addresses, int[] lengths) {
    for (int k = 0; k < m; k++) {
      addresses[place[k]] = found[k];
      lengths[place[k]] = length[k];
    }
    return hits;
  }
}
