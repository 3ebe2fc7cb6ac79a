/* Copyright 2026 The IndexKV authors. SPDX-License-Identifier: MIT */
package io.indexkv.file;

/**
 * Looks up keys in batches, in stages, so that the memory latencies of the keys of a batch overlap:
 * first all hashes, then all index lines, then all entries, then all comparisons. Allocates nothing
 * per key; its scratch grows to the largest batch. One instance per thread; valid while the files
 * are open.
 */
public final class BatchLookup {
  /**
   * @param touched offsets in the value that the caller will read after a hit: they are touched in
   *     the last stage so that those misses overlap too
   */
  public BatchLookup(StoreFiles files, int... touched) {
    throw new UnsupportedOperationException();
  }

  /**
   * Looks up keys of a fixed width up to 8 bytes.
   *
   * @param keys the encoded key bytes, each read as one little-endian word (see {@link
   *     io.indexkv.KeyType})
   * @param count how many of KEYS to look up
   * @param addresses out: native address of the value of keys[i], or 0 if absent
   * @param lengths out: its length in bytes
   * @return the number of keys found
   */
  public int find(long[] keys, int count, long[] addresses, int[] lengths) {
    throw new UnsupportedOperationException();
  }

  /**
   * Looks up keys that vary in length: key i is KEYS from ends[i - 1] (0 for the first) to ends[i].
   *
   * @return the number of keys found
   */
  public int find(byte[] keys, int[] ends, int count, long[] addresses, int[] lengths) {
    throw new UnsupportedOperationException();
  }
}
