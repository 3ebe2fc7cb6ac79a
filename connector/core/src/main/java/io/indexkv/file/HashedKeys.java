/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

import java.util.Arrays;

/**
 * The keys of a batch that go to files with a hash index, where others go to files with a direct
 * index. They are looked up together. One instance per thread.
 */
final class HashedKeys {
  private final int width;
  private final FastBytesLookup bytes;
  private final FastWordLookup words;

  // scratch arrays with an element for each of these keys
  private final int[] place;
  private final long[] word;
  private final byte[] key;
  private final int[] ends;
  private final long[] found;
  private final int[] length;

  private int count;

  /**
   * A lookup for the files that have an element in {@code hashed}.
   *
   * @param group number of keys that are looked up together at most
   */
  HashedKeys(StoreFiles files, HashReader[] hashed, boolean whole, int further, int group) {
    width = files.keyWidth();
    bytes = new FastBytesLookup(files, hashed, whole, group);
    words = files.hasWords() ? new FastWordLookup(files, hashed, whole, further, group) : null;
    place = new int[group];
    word = new long[group];
    key = new byte[group * width];
    ends = new int[group];
    Arrays.setAll(ends, i -> (i + 1) * width);
    found = new long[group];
    length = new int[group];
  }

  /** Notes a key that is given as a word. Its result goes to {@code out}. */
  void add(long key, int out) {
    word[count] = key;
    place[count++] = out;
  }

  /** Notes the key that begins at {@code from}. Its result goes to {@code out}. */
  void add(byte[] keys, int from, int out) {
    System.arraycopy(keys, from, key, count * width, width);
    place[count++] = out;
  }

  /** Looks up the words that were noted, and forgets them. */
  int findWords(long[] addresses, int[] lengths) {
    return put(words.find(word, 0, count, found, length), addresses, lengths);
  }

  /** Looks up the keys that were noted as bytes, and forgets them. */
  int findBytes(long[] addresses, int[] lengths) {
    return put(bytes.find(key, ends, 0, count, found, length), addresses, lengths);
  }

  private int put(int hits, long[] addresses, int[] lengths) {
    for (int k = 0; k < count; k++) {
      addresses[place[k]] = found[k];
      lengths[place[k]] = length[k];
    }
    count = 0;
    return hits;
  }
}
